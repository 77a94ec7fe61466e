"""bin/stoep demo: fill an empty installation with a believable company."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from stoep.demo.actions import build
from stoep.demo.content import company
from stoep.organisation.models import Organisation
from stoep.people.models import Person


class Command(BaseCommand):
    """Build the demonstration, once."""

    help = "Fill an empty installation with Lichtwaard, a believable company. Visitors step in without a password."

    def handle(self, *args: Any, **options: Any) -> None:
        mark = Path(settings.DATA) / "demo"  # only where this is may visitors step in: nobody real is in it
        if mark.exists() and Organisation.objects.exists():
            return
        if Organisation.objects.exists() or Person.objects.exists():
            raise CommandError("This installation is in use already: the demonstration needs an empty data folder.")
        build(company(), lambda text: self.stdout.write(f"  {text}"))
        mark.touch()
