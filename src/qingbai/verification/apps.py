"""核验"""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "qingbai.verification"
    label = "verification"
