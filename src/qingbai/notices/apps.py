"""通报"""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "qingbai.notices"
    label = "notices"
