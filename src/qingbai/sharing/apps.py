"""The app."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "qingbai.sharing"
    default_auto_field = "django.db.models.BigAutoField"
