"""单位查询: units that may ask about their people"""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "qingbai.screening"
    label = "screening"
