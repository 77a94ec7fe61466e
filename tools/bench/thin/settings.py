"""Settings of the thin page."""

import os
from pathlib import Path

DATA = Path(os.environ["THIN_DATA"])
SECRET_KEY = "thin"
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "tools.bench.thin.urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
_port = os.environ.get("THIN_PORT")
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "stoep",
        "USER": "stoep",
        "HOST": "127.0.0.1",
        "PORT": _port,
        "CONN_MAX_AGE": None,
    }
    if _port
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA / "thin.sqlite3"), "CONN_MAX_AGE": None}
}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [("django.template.loaders.filesystem.Loader", [Path(__file__).parent])],
                )
            ]
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
DEBUG = False
WEB_THREADS = 1
WEB_PROCESSES = 2
PROXIES = ()
BODY_LIMIT = 1 << 20
BODY_LIMITS: dict[str, int] = {}
STATIC_ROOT = str(DATA)
LIVE_VIEWER = "tools.bench.thin.nobody"
LIVE_HEADERS = "tools.bench.thin.HEADERS"
LOGGING_CONFIG = None
