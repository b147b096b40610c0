"""接口"""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "qingbai.api"
    label = "api"
