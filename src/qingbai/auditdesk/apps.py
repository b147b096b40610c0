"""监督台"""

from django.apps import AppConfig


class AuditdeskConfig(AppConfig):
    name = "qingbai.auditdesk"
    label = "auditdesk"
