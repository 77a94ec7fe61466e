"""What every page knows of who looks at it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import translation


def shell(request: HttpRequest) -> dict[str, object]:
    """Give templates the language, the theme, whether shortcuts are on, and whether pages may be kept on the device."""
    person = getattr(request, "user", None)
    return {
        "LANGUAGE_CODE": translation.get_language(),
        "theme": getattr(person, "theme", "auto"),
        "keys": getattr(person, "keys_on", False),
        "is_own_device": hasattr(request, "session") and request.session.get("own", True),
    }
