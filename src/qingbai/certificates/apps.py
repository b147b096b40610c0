"""证明"""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "qingbai.certificates"
    label = "certificates"
