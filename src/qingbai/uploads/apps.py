"""材料: files handed in with an application"""

from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "qingbai.uploads"
    label = "uploads"
