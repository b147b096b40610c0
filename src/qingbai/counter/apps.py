"""窗口"""

from django.apps import AppConfig


class CounterConfig(AppConfig):
    name = "qingbai.counter"
    label = "counter"
