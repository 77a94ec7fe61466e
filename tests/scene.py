"""The small company of `tests.world` in a data folder of its own, for tests against the real server.

`python -m tests.scene` builds it in STOEP_DATA and prints what a test needs to step in.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from config.environment import ROOT

PEOPLE = ("eva", "amber", "bilal", "chen", "dilara", "gus")
CROWD = 12


@dataclass(frozen=True)
class Scene:
    """Where it is, the session cookie and the id of everybody, the ids of some items, an unused invitation.

    `crowd` are the cookies of some more colleagues: one person may not write as much as a test wants.
    """

    data: Path
    cookies: dict[str, str]
    crowd: list[str]
    people: dict[str, int]
    items: dict[str, int]
    slugs: dict[str, str]
    invitation: str


def environment_for(data: Path) -> dict[str, str]:
    """Return the environment of a process that works in folder `data` and takes no other setting of ours."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("STOEP_")}
    return kept | {"STOEP_DATA": str(data), "DJANGO_SETTINGS_MODULE": "config.settings"}


def build_scene(data: Path) -> Scene:
    """Build the company in folder `data`, in a process of its own."""
    command = [sys.executable, "-m", "tests.scene"]
    done = subprocess.run(command, cwd=ROOT, env=environment_for(data), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return Scene(data=data, **json.loads(done.stdout.splitlines()[-1]))


def _build() -> dict[str, object]:
    from django.conf import settings
    from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
    from django.core.management import call_command

    from stoep.adoption.actions import invite
    from stoep.people.actions import welcome_person
    from stoep.people.models import Person
    from stoep.people.sessions import SessionStore
    from tests.world import World

    call_command("migrate", verbosity=0)
    world = World()
    world.build()

    def step_in(person: Person) -> str:
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
        session.save()
        return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"

    crowd = [welcome_person(name=f"Colleague {number}", password=None) for number in range(CROWD)]
    return {
        "cookies": {name: step_in(getattr(world, name)) for name in PEOPLE},
        "crowd": [step_in(person) for person in crowd],
        "people": {name: getattr(world, name).pk for name in PEOPLE},
        "items": {name: getattr(world, name).pk for name in ("notice", "question", "open_post", "secret")},
        "slugs": {name: getattr(world, name).slug for name in ("harbour", "square", "orchid")},
        "invitation": invite(world.eva)[1],
    }


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_build()))  # noqa: T201
