"""What the worker does for administration: making the people of a sheet, mailing them, trying the mail server."""

from __future__ import annotations

import smtplib
import threading

from django.conf import settings
from django.core.mail import EmailMessage, mailers, send_mail
from django.db import transaction
from django.tasks import task
from django.utils.translation import gettext as _
from django.utils.translation import override

from stoep.administration.actions import count_mailed, end_mail_try, link_to_mail, make_next
from stoep.administration.models import MailTry
from stoep.administration.texts import mail_fault
from stoep.organisation.backends import mail_server, smtp_of
from stoep.organisation.models import Organisation
from stoep.organisation.queries import organisation
from stoep.people.models import Person

LONGEST_TRY = 20


@task
def make_people(sheet_id: int, position: int) -> None:
    """Make a batch of a sheet; the next one is a task of its own, so that others have a turn in between."""
    with transaction.atomic():
        further = make_next(sheet_id, position)
        if further is not None:
            make_people.enqueue(sheet_id, further)


@task
def mail_links(sheet_id: int, position: int) -> None:
    """Mail one person of a sheet their link, then the next. A server that fails is tried again later."""
    turn, refused = link_to_mail(sheet_id, position), ""
    if turn:
        try:
            mail_first_link(*turn)
        except smtplib.SMTPRecipientsRefused as error:
            refused = f"{turn[0].email}: {mail_fault(error, '')}"
    with transaction.atomic():
        if count_mailed(sheet_id, position, refused):
            mail_links.enqueue(sheet_id, position + 1)


def mail_first_link(person: Person, token: str) -> None:
    """Mail somebody new the link they come in by; it exists only in that mail."""
    ours = organisation()
    named = {"name": person.name, "organisation": ours or "Stoep", "link": f"{settings.SITE}/reset/{token}/"}
    with override(person.language or (ours.language if ours else None)):
        text = _(
            "Hello %(name)s,\n\n%(organisation)s has a network of its own, and you are in it. With this link you"
            " choose a password and come in. It works once, for fourteen days.\n\n%(link)s\n"
        )
        send_mail(_("Come in at %(organisation)s") % named, text % named, None, [person.email or ""])


@task
def try_mail(try_id: int, language: str) -> None:
    """Send a message to see whether the mail server works, and note what it said, within twenty seconds."""
    asked = MailTry.objects.filter(pk=try_id, ended_at=None).first()
    if asked is None:
        return
    with override(language):
        end_mail_try(try_id, _fault_of(asked.address))


def _fault_of(address: str) -> str:
    """Return why no message could be sent; the server talks in a thread of its own, for one that dawdles is left."""
    ours = Organisation.objects.first()
    smtp = mailers["default"] if settings.SENDS_MAIL else smtp_of(ours)
    if smtp is None:
        return _("No mail server is filled in.")
    sender = ours.mail_from if ours and not settings.SENDS_MAIL else ""
    message = EmailMessage(_("It works"), _("This message shows that Stoep can send mail."), sender or None, [address])
    ended: list[BaseException | None] = []

    def talk() -> None:
        try:
            smtp.send_messages([message])
            ended.append(None)
        except Exception as error:
            ended.append(error)

    talking = threading.Thread(target=talk, daemon=True)
    talking.start()
    talking.join(LONGEST_TRY)
    error = ended[0] if ended else TimeoutError()
    password = getattr(smtp, "password", "") or mail_server(ours).get("password", "")
    return mail_fault(error, password) if error else ""
