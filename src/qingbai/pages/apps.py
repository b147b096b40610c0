"""页面"""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "qingbai.pages"
    label = "pages"
