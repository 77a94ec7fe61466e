"""The ASGI application, for servers other than our own."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from stoep.kernel.server.application import Application  # noqa: E402

application = Application()
