"""The identity service as a server sees it."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "qingbai.project.provider.settings"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
