"""Django's settings, from the environment (`config/environment.py`). Scale is a setting, never a branch."""

from __future__ import annotations

import tomllib
from urllib.parse import unquote, urlsplit

from config import address
from config.environment import ROOT, data_folder, number, secret, value

DATA = data_folder()
SITE = address.site()
HTTPS = SITE.startswith("https:")
CERTIFICATE = address.certificate_files()
DEMO = value("STOEP_DEMO") == "1" and (DATA / "demo").exists()  # made by the demo, so nobody real is in it

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
LOG_LEVEL = value("STOEP_LOG_LEVEL").upper()
DEBUG = False
SECRET_KEY = secret("key")
SEALING_KEY = secret("sealing")
ALLOWED_HOSTS = address.hosts()
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WIRING = "config.wiring"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "django_htmx",
    "stoep.kernel",
    "stoep.ui",
    "stoep.organisation",
    "stoep.media",
    "stoep.topics",
    "stoep.people",
    "stoep.groups",
    "stoep.items",
    "stoep.streams",
    "stoep.notifications",
    "stoep.adoption",
    "stoep.moderation",
    "stoep.demo",
    "stoep.integrations",
    "stoep.administration",
    "stoep.web",
]
MIDDLEWARE = [
    "stoep.ui.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "stoep.people.middleware.SignedIn",
    "stoep.people.middleware.Language",
    "stoep.ui.middleware.PartOrPage",
    "stoep.people.middleware.SecondStep",
    "stoep.people.middleware.WriteLimit",
]


def _postgres(address: str) -> dict[str, object]:
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        # Planning took most of a page, so statements are prepared. A bare number in an expression, such as
        # Greatest(F("id"), n), is then sent as 32 bits: compare large numbers in Python, or with a field.
        "OPTIONS": {"connect_timeout": 10, "server_side_binding": True, "prepare_threshold": 3},
    }


def _sqlite(name: str, synchronous: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(DATA / name),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON;"
            " PRAGMA cache_size=-16384; PRAGMA mmap_size=1073741824; PRAGMA temp_store=MEMORY;"
            " PRAGMA journal_size_limit=67108864; PRAGMA wal_autocheckpoint=10000;",  # the worker does it before that
        },
    }


def _mail(address: str) -> dict[str, object]:
    """Read smtp://… (upgraded with STARTTLS where there is a password to protect) or smtps://… (TLS from the start)."""
    parts = urlsplit(address)
    wrapped = parts.scheme == "smtps"
    return {
        "host": parts.hostname or "localhost",
        "port": parts.port or (465 if wrapped else 587 if parts.username else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": wrapped,
        "use_tls": bool(parts.username) and not wrapped,
        "timeout": 20,
    }


_address = value("STOEP_DATABASE")
SYNCHRONOUS = value("STOEP_SYNCHRONOUS").upper()
DATABASES = {
    "default": _postgres(_address) if _address else _sqlite("stoep.sqlite3", SYNCHRONOUS),
}
WEB_PROCESSES = number("STOEP_WEB_PROCESSES")
WEB_THREADS = number("STOEP_WEB_THREADS") if value("STOEP_WEB_THREADS") else (4 if _address else 1)
PROXIES = address.proxies()
BODY_LIMIT = 2 * 1024 * 1024
BODY_LIMITS = dict.fromkeys(("/me/portrait/", "/set-up/", "/admin/organisation/", "/admin/import/"), 12 * 1024 * 1024)
LIVE_VIEWER = "stoep.people.live.person_id_of"
LIVE_HEADERS = "stoep.ui.middleware.HEADERS"
REFUSAL = "stoep.ui.errors.refusal"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "stoep.kernel.tasks.DatabaseBackend", "QUEUES": []}}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["stoep.people.backends.PersonBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "handle", "email")},
    },
]
LOGIN_URL = "people:sign-in"
SESSION_ENGINE = "stoep.people.sessions"
SESSION_COOKIE_NAME = "__Host-stoep" if HTTPS else "stoep-try"
SESSION_COOKIE_AGE = 60 * 24 * 3600
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-stoep-form" if HTTPS else "stoep-try-form"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE] if HTTPS else []
CSRF_FAILURE_VIEW = "stoep.ui.errors.stale_form"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_TEMP_DIR = None

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "stoep.organisation.context.organisation",
                "stoep.web.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "stoep.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "stoep.ui.forms.Renderer"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = value("STOEP_TIME_ZONE")

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "static"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "stoep.ui.assets.Storage"},
}

MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": _mail(value("STOEP_EMAIL")),
    }
    if value("STOEP_EMAIL")
    else {"BACKEND": "stoep.organisation.backends.OrganisationMail"}  # as an admin filled it in, if one did
}
SENDS_MAIL = bool(value("STOEP_EMAIL"))
DEFAULT_FROM_EMAIL = value("STOEP_EMAIL_FROM") or "stoep@localhost"
LOGGING_CONFIG = None
SILENCED_SYSTEM_CHECKS: list[str] = []
