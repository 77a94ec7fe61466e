"""Mail about signing in; sent by the worker, so that a page never waits for a mail server."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.tasks import task
from django.utils.translation import gettext as _
from django.utils.translation import override

from stoep.people.actions import make_confirmation, make_reset
from stoep.people.models import Person


def _hello(person: Person, subject: str, text: str, address: str) -> None:
    greeting = _("Hello %(name)s,") % {"name": person.name}
    send_mail(subject, f"{greeting}\n\n{text}\n", None, [address])


def _mail_link(person: Person, admin: Person | None, address: str) -> None:
    link = f"{settings.SITE}/reset/{make_reset(person, made_by=admin)}/"
    text = _("With this link you choose a new password. It works once, for an hour.")
    _hello(person, _("A new password"), f"{text}\n\n{link}", address)


@task
def mail_reset(person_id: int, admin_id: int, address: str) -> None:
    """Mail a person a single-use link for a new password, to the address an admin vouched for.

    The link exists only in that mail.
    """
    person, admin = Person.objects.get(pk=person_id), Person.objects.get(pk=admin_id)
    if not address or person.email != address:
        return
    with override(person.language or settings.LANGUAGE_CODE):
        _mail_link(person, admin, address)


@task
def mail_forgotten(address: str) -> None:
    """Mail a link for a new password to who proved that this address is theirs, as it is stored; nobody else hears."""
    for person in Person.objects.present().with_email(address).filter(email_verified=True):
        if person.email and person.may_come_in:
            with override(person.language or settings.LANGUAGE_CODE):
                _mail_link(person, None, person.email)


@task
def mail_confirmation(person_id: int, address: str) -> None:
    """Mail a single-use link to an address somebody wants to sign in with, and a word to the one it replaces."""
    person = Person.objects.get(pk=person_id)
    if not person.may_come_in:
        return
    with override(person.language or settings.LANGUAGE_CODE):
        if person.email and person.email_verified and person.email.casefold() != address.casefold():
            text = _(
                "Somebody signed in as you wants to use %(address)s from now on, and no longer this address."
                " If that was not you, change your password now and end all sessions."
            )
            _hello(person, _("Another address?"), text % {"address": address}, person.email)
        _mail_confirmation(person, address)


def _mail_confirmation(person: Person, address: str) -> None:
    others = Person.objects.get_queryset().with_email(address).filter(email_verified=True).exclude(pk=person.pk)
    if others.exists():
        text = _("A colleague wanted to sign in with this address. It stays yours; you need do nothing.")
        send_mail(_("Your address"), f"{text}\n", None, [address])
        return
    link = f"{settings.SITE}/confirm-email/{make_confirmation(person, address)}/"
    text = _("With this link you confirm that you read this mail. From then on you sign in with it.")
    hours = _("It works once, for a day.")
    _hello(person, _("Confirm your address"), f"{text} {hours}\n\n{link}", address)
