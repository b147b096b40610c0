"""The app."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "qingbai.identity"
    default_auto_field = "django.db.models.BigAutoField"
