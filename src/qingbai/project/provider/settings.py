"""Settings of the demonstration's identity service: the site's look and languages, and nothing of its data."""

from qingbai.project import home
from qingbai.project.provider import setting
from qingbai.project.settings import *  # noqa: F403

SECRET_KEY = home.secret("provider-django")
DEMO = True
DATABASES = {}
ROOT_URLCONF = "qingbai.project.provider.urls"
WSGI_APPLICATION = "qingbai.project.provider.wsgi.application"
INSTALLED_APPS = [*INSTALLED_APPS, "qingbai.project.provider"]  # noqa: F405
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
CSRF_COOKIE_NAME = "qingbai_provider_csrf"  # browsers keep cookies by host, whatever the port
PROVIDER = setting.of_this_process()
