"""收件箱"""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "qingbai.inbox"
    label = "inbox"
