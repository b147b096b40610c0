"""The identity service as Django knows it: a folder of templates."""

from django.apps import AppConfig


class ProviderConfig(AppConfig):
    """The demonstration's identity service."""

    name = "qingbai.project.provider"
    label = "provider"
