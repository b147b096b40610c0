"""机关"""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "qingbai.agencies"
    label = "agencies"
