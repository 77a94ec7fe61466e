"""What every template knows of the organisation."""

from __future__ import annotations

from django.http import HttpRequest

from stoep.organisation.models import Organisation
from stoep.organisation.queries import organisation as current


def organisation(request: HttpRequest) -> dict[str, Organisation | None]:
    """Give templates `organisation`, None before the set-up."""
    return {"organisation": current()}
