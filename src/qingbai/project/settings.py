"""Django settings, read from the environment; no secret has a default outside the home folder (``QINGBAI_HOME``)."""

import os
from pathlib import Path
from typing import Any

from qingbai.project import environment, home
from qingbai.project.limits import MIB
from qingbai.project.logs import LOGGING as LOGGING

HOME: Path = home.folder()
DEBUG = False
SECRET_KEY = home.secret("django")
HERE = [
    "127.0.0.1",
    "localhost",
    "[::1]",
]  # always answered: the program asks itself whether it stands, and so do monitors
HOSTS = os.environ.get("QINGBAI_HOSTS", "").split() or HERE
ALLOWED_HOSTS = [*dict.fromkeys([*HOSTS, *HERE])]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "qingbai.audit",
    "qingbai.agencies",
    "qingbai.registers",
    "qingbai.sealing",
    "qingbai.certificates",
    "qingbai.notifications",
    "qingbai.payments",
    "qingbai.uploads",
    "qingbai.sharing",
    "qingbai.unsent",
    "qingbai.identity",
    "qingbai.notices",
    "qingbai.inquiries",
    "qingbai.screening",
    "qingbai.disclosures",
    "qingbai.objections",
    "qingbai.ratings",
    "qingbai.ownrecord",
    "qingbai.inbox",
    "qingbai.oversight",
    "qingbai.pages",
    "qingbai.portal",
    "qingbai.counter",
    "qingbai.verification",
    "qingbai.desk",
    "qingbai.auditdesk",
    "qingbai.api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "qingbai.project.limits.RefuseTooLarge",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "qingbai.pages.kiosk.Kiosk",
]
WSGI_APPLICATION = "qingbai.project.wsgi.application"
DATABASES = home.databases()
ROOT_URLCONF = "qingbai.project.urls"
if "vault" in DATABASES:  # the intake of notices; no other process may even hold the key
    VAULT_KEY = home.secret("vault-key")
    INTAKE_KEY = home.secret("intake-key")  # recognises a document in the register that is entered again
    ROOT_URLCONF = "qingbai.project.registry_urls"
    # Browsers keep cookies by host, whatever the port: on one host the two sites must not take one another's.
    SESSION_COOKIE_NAME = "qingbai_registry_session"
    CSRF_COOKIE_NAME = "qingbai_registry_csrf"
DATABASE_ROUTERS = ["qingbai.project.routing.TwoDatabases"]
AUDIT_KEYS = {alias: home.secret(f"audit-{alias}") for alias in DATABASES}  # one each: fingerprints never match across
LOG_KEYS = HOME / "keys"
KEYS = HOME / "keys" / "signing"  # the offices' signing keys and the chain above them
HSM = home.hsm()  # the token in which new signing keys are made; none, and they are files
TIMESTAMP = home.timestamp()  # the time-stamp authority elsewhere; none, and our own stamps the papers
PUBLIC_URL = environment.public_url()  # where strangers reach this site; printed in the QR code
CONTACT_KEY = home.secret("contact-key")  # closes the addresses that messages go to
CONTACT_KEPT = environment.number("QINGBAI_CONTACT_DAYS")  # days after the end of a case
UNSENT_KEY = home.secret("unsent-key")  # closes answers that are not handed in
UNSENT_KEPT = environment.number("QINGBAI_UNSENT_DAYS")  # days after the last answer
UPLOAD_KEY = home.secret("upload-key")  # closes the keys of the files that are handed in
UPLOADS_KEPT = environment.number("QINGBAI_UPLOAD_DAYS")  # days after the end of a case
CLAMD = os.environ.get("QINGBAI_CLAMD", "")  # a virus scanner: the path of its socket, or host:port; none unless named
READING = environment.word("QINGBAI_READING") != "off"  # pictures of papers are read, where the extra is installed
READING_SECONDS = environment.decimal("QINGBAI_READING_SECONDS")  # that one hand-in waits for it at the most
READERS = environment.number("QINGBAI_READERS")  # at once on this machine; each takes up to 3 GB of addresses
LOG_ORIGIN = os.environ.get("QINGBAI_LOG_ORIGIN", "qingbai.local")  # whose logs these are, as checkpoints name them
LOG_PACE = environment.number("QINGBAI_LOG_PACE")  # leaves a minute in the public log: above the busiest hour's papers
LOG_FOLDER = Path(
    os.environ.get("QINGBAI_LOG_FOLDER", HOME / "log")
)  # the log as static files, for any server of files
LOG_POLICY = Path(
    os.environ.get("QINGBAI_LOG_POLICY", HOME / "log.policy")
)  # its witnesses; none where there is no such file
# Accounts with payment providers (docs/guide/payments.md); none, and fees are paid in cash at the counter.
PAYMENTS = {
    name: value for name, value in os.environ.items() if name.startswith(("QINGBAI_WECHAT_", "QINGBAI_ALIPAY_"))
}
# The real-name service that signs people in (docs/guide/sign-in.md); none, and they go to the counter.
OIDC = home.provider()
PROVIDER: Any = None  # the identity service of a demonstration has settings of its own
REAL_NAME = "qingbai.portal.oidc.client.OpenIDConnect" if OIDC else ""
EMERGENCY_REVIEW_DAYS = environment.number(
    "QINGBAI_EMERGENCY_REVIEW_DAYS"
)  # working days in which an auditor reviews a look in an emergency
SAMPLE_EACH = environment.number("QINGBAI_SAMPLE_EACH")  # disclosures of each office drawn for each working day
SAMPLE_REVIEW_DAYS = environment.number("QINGBAI_SAMPLE_REVIEW_DAYS")  # working days to look at them again
IDENTITY_KEY = home.secret("identity-key")  # closes what passkeys remember and the secrets of one-time codes
PASSKEY_DAYS = environment.number("QINGBAI_PASSKEY_DAYS")  # a passkey remembers so long whom the service proved
SECOND_FACTOR_DEMANDED = environment.word("QINGBAI_SECOND_FACTOR") == "demanded"  # of officers, beside the password
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "qingbai_language"
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "/static/"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
WHITENOISE_USE_FINDERS = True  # the few static files are served as they lie in the package; nothing to collect

# A demonstration says so on every page and signs invented persons in.
DEMO = home.is_demonstration()
DEMO_PERSONS = Path(__file__).parent / "demo" / "persons.json"
DEMO_OFFICERS = Path(__file__).parent / "demo" / "officers.json"
DEMO_PASSWORD = home.secret("demo-officers")[:16] if DEMO else ""  # shown where the invented clerks sign in

# Behind a proxy that ends TLS, say so: cookies then travel over TLS only and browsers are told to stay there.
HTTPS = environment.word("QINGBAI_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SECURE = HTTPS
PROXIES = environment.number("QINGBAI_PROXIES")  # in front of the site, each adding to X-Forwarded-For whom it saw
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 7_200
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS] if HTTPS else []
SECURE_REFERRER_POLICY = "same-origin"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# A person's papers stay in memory and never become a temporary file.
LARGEST_FILE = 10 * MIB
LARGEST_REQUEST = 32 * MIB  # the papers of one hand-in together
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_REQUEST
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_REQUEST
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Messages to people: off until a mail server and a gateway for text messages are named. A demonstration keeps them in its home folder.
MESSAGES = HOME / "messages"
EMAIL_HOST = os.environ.get("QINGBAI_SMTP_HOST", "")
EMAIL_PORT = environment.number("QINGBAI_SMTP_PORT")
EMAIL_HOST_USER = os.environ.get("QINGBAI_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("QINGBAI_SMTP_PASSWORD", "")
EMAIL_USE_TLS = environment.word("QINGBAI_SMTP_TLS") == "starttls"
EMAIL_USE_SSL = environment.word("QINGBAI_SMTP_TLS") == "tls"
EMAIL_FILE_PATH = str(MESSAGES)
EMAIL_BACKEND = (
    f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend" if EMAIL_HOST or DEMO else ""
)
DEFAULT_FROM_EMAIL = os.environ.get("QINGBAI_MAIL_FROM", "no-reply@localhost")
SMS_URL = os.environ.get("QINGBAI_SMS_URL", "")
SMS_SECRET = os.environ.get("QINGBAI_SMS_SECRET") or home.secret("sms")
