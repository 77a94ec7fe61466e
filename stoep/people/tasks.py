"""Mail about signing in; sent by the worker, so that a page never waits for a mail server."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.tasks import task
from django.utils.translation import gettext as _
from django.utils.translation import override

from stoep.people.actions import make_reset
from stoep.people.models import Person


@task
def mail_reset(person_id: int, admin_id: int, address: str) -> None:
    """Mail a person a single-use link for a new password, to the address an admin vouched for.

    The link exists only in that mail.
    """
    person, admin = Person.objects.get(pk=person_id), Person.objects.get(pk=admin_id)
    if not address or person.email != address:
        return
    link = f"{settings.SITE}/reset/{make_reset(person, made_by=admin)}/"
    with override(person.language or settings.LANGUAGE_CODE):
        text = _(
            "Hello %(name)s,\n\nWith this link you choose a new password. It works once, for an hour.\n\n%(link)s\n"
        )
        send_mail(_("A new password"), text % {"name": person.name, "link": link}, None, [address])
