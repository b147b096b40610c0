"""信息库"""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "qingbai.registers"
    label = "registers"
