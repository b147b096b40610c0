"""The app."""

from django.apps import AppConfig


class UnsentConfig(AppConfig):
    name = "qingbai.unsent"
    default_auto_field = "django.db.models.BigAutoField"
