"""办案查询: state organs and defence lawyers who ask for a case"""

from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "qingbai.disclosures"
    label = "disclosures"
