"""登记台"""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "qingbai.desk"
    label = "desk"
