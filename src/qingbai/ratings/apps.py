"""好差评"""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "qingbai.ratings"
    default_auto_field = "django.db.models.BigAutoField"
