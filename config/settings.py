"""Settings, from the environment. The variables are listed in docs/running.md."""

import os
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env
from ops.places import broker_url
from ops.reach import allowed_hosts, given_hosts

BASE_DIR = env.BASE_DIR
VERSION = env.product_version()
VAR = env.state_folder()
HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = os.environ.get("PORT") or "8000"
LAN = env.flag("LAN")
PUBLIC_URL = env.public_url(HOST, PORT)
ONLY_THIS_PC = env.is_only_here(PUBLIC_URL)  # no phone opens a link or a slip of this installation
OVER_TLS = PUBLIC_URL.startswith("https://")
BEHIND_FRONT = env.flag("BEHIND_FRONT", OVER_TLS)

KEY_FILE = env.key_file(VAR)
KEY_IS_NEW = KEY_FILE is not None and not KEY_FILE.exists()
SECRET_KEY = env.secret_key(VAR)
DEBUG = env.flag("DEBUG")

# By which hosts it is asked for. On a school network the server adds the addresses of this PC (config/server).
_public_host = urlsplit(PUBLIC_URL).hostname or "127.0.0.1"
ALLOWED_HOSTS = allowed_hosts(public=_public_host, lan=LAN, given=given_hosts(os.environ.get("ALLOWED_HOSTS") or ""))
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if OVER_TLS else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "common.apps.CommonConfig",
    "schools.apps.SchoolsConfig",
    "mentoring.apps.MentoringConfig",
    "reports.apps.ReportsConfig",
    "demonstration.apps.DemonstrationConfig",
]

MIDDLEWARE = [
    "common.middleware.RequestIdMiddleware",
    "common.middleware.AccessLogMiddleware",
    "common.middleware.OwnHostsMiddleware",
    "common.middleware.PlainEncodingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "common.uploads.UploadMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "common.sessions.SlidingMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "common.middleware.PrivatePagesMiddleware",
    "common.middleware.RefusedMiddleware",
    "schools.people.middleware.PersonMiddleware",
    "schools.people.typed_middleware.TypedMiddleware",
    "common.once.OnceMiddleware",
    "schools.calendar.middleware.CalendarMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.ui",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "common.templatetags.ui"],
        },
    }
]
# Messages to one person are not for the next one on the same PC: they end with the session; in a cookie they would stay.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Database: SQLite under VAR for one school, PostgreSQL by DATABASE_URL for a department.
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'db.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if path := os.environ.get("DATABASE_PASSWORD_FILE"):
    DATABASES["default"]["PASSWORD"] = Path(path).read_text().strip()
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "common_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# People and sign-in
AUTH_USER_MODEL = "schools.User"
AUTHENTICATION_BACKENDS = ["schools.people.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "schools.people.passwords.Unlike",
     "OPTIONS": {"user_attributes": ("login", "email", "surname", "given_name")}},
    {"NAME": "schools.people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "schools.people.passwords.Uncommon"},
    {"NAME": "schools.people.passwords.NotDigitsAlone"},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "schools.people.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = True  # asked for by allauth; it keeps no addresses here, and ours need not be (adr/0014)
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to addresses that strangers type
ACCOUNT_RATE_LIMITS = {
    "login": None,  # a school behind one router signs in at once; wrong tries are counted by schools.people.services.tries
    "login_failed": None,
    "reauthenticate": None,
    "change_password": None,
    "setup": "10/m/ip",
}
PASSWORD_RESET_TIMEOUT = 24 * 3600
MFA_ADAPTER = "schools.people.adapter.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # allauth keeps no addresses here
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Tálimger"
SESSION_ENGINE = "common.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # from the last use (common.sessions)
SESSION_COOKIE_NAME = "talimger_session"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "common.views.csrf_failure"

# Safety in the browser: follows PUBLIC_URL
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = OVER_TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if OVER_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = OVER_TLS
SECURE_SSL_REDIRECT = OVER_TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_FRONT else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_FRONT)  # else the front's own address would share one limit of sign-ins
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Language and time
LANGUAGE_CODE = "ru"
LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
LANGUAGE_COOKIE_NAME = "talimger_language"
LANGUAGE_COOKIE_SAMESITE: Literal["Lax"] = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_TZ = True
TIME_ZONE = "Asia/Almaty"

# Files. Own static files, Bootstrap from its package; whitenoise serves the collected, hashed, compressed copies.
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "common.packaged_static.PackagedFilesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILES_ROOT = VAR / "files"
BACKUPS_ROOT = VAR / "backups"
# What is sent stays in memory, the server refuses what is larger (config/server), and nothing of it is written to disk.
MOST_SENT = 6 * 1024 * 1024
MOST_SENT_UNKNOWN = 100 * 1024  # by somebody who is not signed in
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_MAX_MEMORY_SIZE = MOST_SENT
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# A monitor reads /metrics with this token; without one there is no such page
METRICS_TOKEN = env.secret("METRICS_TOKEN")

# Mail: from the environment; without EMAIL_HOST mails lie as files under VAR/mail
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = VAR / "mail"
MAIL_GOES = bool(EMAIL_HOST)
EMAIL_BACKEND = f"common.mail.ways.{'Smtp' if EMAIL_HOST else 'Files'}"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL") or f"Tálimger <no-reply@{_public_host}>"

# Background work
CELERY_BROKER_URL = os.environ.get("REDIS_URL") or broker_url(VAR)
CELERY_TASK_DEFAULT_QUEUE = "main"
CELERY_TASK_ROUTES = {"papers.*": {"queue": "papers"}, "roster.*": {"queue": "rosters"}}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "socket_timeout": 10,
    "max_retries": 1,  # of a publish: the rows are kept, the sweep sends again
    "interval_start": 0,
    "interval_step": 0,
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "run" / "beat")
# What comes every minute is of no use later: a worker that comes back drops what waited longer than two.
_EVERY_MINUTE: dict[str, Any] = {"schedule": 60.0, "options": {"expires": 120}}
CELERY_BEAT_SCHEDULE = {
    "resend": {"task": "common.resend", **_EVERY_MINUTE},
    "pulse": {"task": "common.pulse", "args": ("main",), **_EVERY_MINUTE},
    "pulse-papers": {"task": "papers.pulse", "args": ("papers",), **_EVERY_MINUTE},
    "pulse-rosters": {"task": "roster.pulse", "args": ("rosters",), **_EVERY_MINUTE},
    "sweep": {"task": "deadlines.sweep", "schedule": crontab(minute=0)},  # 06:00 in Almaty is one of them
    "forget-old-factors": {"task": "people.forget_old_factors", "schedule": crontab(minute=20)},
    "digests": {"task": "deadlines.digests", "schedule": crontab(minute="*/5")},
    "backup": {"task": "common.backup", "schedule": crontab(hour=2, minute=30)},
}

LOG_LEVEL = os.environ.get("LOG_LEVEL") or "INFO"
LOG_FORMAT = "line" if os.environ.get("LOG_FORMAT") == "line" else "json"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "common.logs.JsonFormatter"},
        "line": {"()": "common.logs.LineFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "talimger": {"level": LOG_LEVEL},  # said here, for Celery sets the root's level by itself
        "waitress": {"level": "WARNING"},  # below that it names whole addresses
        "waitress.queue": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
