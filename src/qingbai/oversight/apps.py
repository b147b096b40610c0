"""监督"""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "qingbai.oversight"
    label = "oversight"
