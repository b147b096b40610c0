"""责任"""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "qingbai.audit"
    label = "audit"
