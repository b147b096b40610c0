"""通知: what people are told at each step, by e-mail and text message"""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "qingbai.notifications"
    label = "notifications"
