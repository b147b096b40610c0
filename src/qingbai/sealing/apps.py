"""封存"""

from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "qingbai.sealing"
    label = "sealing"
