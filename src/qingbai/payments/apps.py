"""收费: fees where a region has them"""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "qingbai.payments"
    label = "payments"
