"""Mail by the server an admin filled in, for an installation whose environment names none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from stoep.kernel.sealing import CannotUnseal, unseal
from stoep.organisation.models import Organisation

PATIENCE = 20


def mail_server(ours: Organisation | None) -> dict[str, Any]:
    """Return the mail server of the organisation, with its password; {} without one, or sealed with another key."""
    try:
        server: dict[str, Any] = json.loads(unseal(ours.mail_sealed)) if ours and ours.mail_sealed else {}
    except CannotUnseal:
        return {}
    return server


def smtp_of(ours: Organisation | None) -> EmailBackend | None:
    """Return a sender by the mail server an admin filled in, None without one."""
    server = mail_server(ours)
    return EmailBackend(**server, timeout=PATIENCE, alias="organisation") if server else None  # type: ignore[call-arg]


class OrganisationMail(BaseEmailBackend):
    """Reads the server anew for each batch, so that what an admin saves counts at once; without one mail is left."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        ours = Organisation.objects.first()
        smtp = smtp_of(ours)
        if ours is None or smtp is None:
            return 0
        for message in email_messages:
            if ours.mail_from and message.from_email == settings.DEFAULT_FROM_EMAIL:
                message.from_email = ours.mail_from
        return smtp.send_messages(email_messages) or 0
