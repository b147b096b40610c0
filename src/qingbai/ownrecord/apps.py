"""谁查过我"""

from django.apps import AppConfig


class OwnRecordConfig(AppConfig):
    name = "qingbai.ownrecord"
    label = "ownrecord"
