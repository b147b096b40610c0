"""门户"""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "qingbai.portal"
    label = "portal"
