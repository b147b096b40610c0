"""查询"""

from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    name = "qingbai.inquiries"
    label = "inquiries"
