"""Serves the thin page by our own server and prints its session: python -m tools.bench.thin.serve PORT"""

from __future__ import annotations

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "tools.bench.thin.settings"
import django
import structlog

django.setup()
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from config.serving import add_web  # noqa: E402
from stoep.kernel.supervisor import Supervisor, listening_socket  # noqa: E402


def prepare() -> str:
    """Make the tables and rows; return the session key."""
    call_command("migrate", verbosity=0)
    user = User.objects.create(username="thin", password="!")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE post (id integer PRIMARY KEY, title text, body text, author_id integer)")
        rows = [(n, f"Title {n}", "Some words of the body of this post. " * 12, user.pk) for n in range(5000)]
        cursor.executemany("INSERT INTO post VALUES (%s, %s, %s, %s)", rows)
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    key, sock = prepare(), listening_socket("127.0.0.1", int(sys.argv[1]))
    connections.close_all()
    tree = Supervisor()
    add_web(tree, sock, 2)
    print(key, flush=True)
    tree.run()
