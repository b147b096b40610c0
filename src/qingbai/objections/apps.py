"""异议与复查"""

from django.apps import AppConfig


class ObjectionsConfig(AppConfig):
    name = "qingbai.objections"
    label = "objections"
