"""What coming in adds to other pages."""

from stoep.adoption.parts.door import domain_door
from stoep.adoption.parts.welcome import (
    device_of,
    is_founder,
    phone_html,
    phone_setting,
    progress_of,
    welcome_card,
    why_not_installed,
)

__all__ = [
    "device_of",
    "domain_door",
    "is_founder",
    "phone_html",
    "phone_setting",
    "progress_of",
    "welcome_card",
    "why_not_installed",
]
