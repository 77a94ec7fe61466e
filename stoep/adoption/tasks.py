"""Mail about coming in; sent by the worker. The link exists only in the mail."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.tasks import task
from django.utils.translation import gettext as _
from django.utils.translation import override

from stoep.adoption.actions import open_by_domain, renew_invitation
from stoep.adoption.models import Invitation
from stoep.adoption.texts import account_text, arrival_text, invitation_text
from stoep.organisation.queries import organisation
from stoep.people.models import Person


def _mail(address: str, subject: str, text: str) -> None:
    send_mail(subject.replace("\r", " ").replace("\n", " "), text, None, [address])


def _language() -> str:
    ours = organisation()
    return ours.language if ours else settings.LANGUAGE_CODE


@task
def mail_invitation(invitation_id: int, is_reminder: bool = False) -> None:
    """Mail an invitation, or the one reminder of it. Who has an account already is told so instead."""
    invitation = Invitation.objects.select_related("invited_by").filter(pk=invitation_id).first()
    if invitation is None or not invitation.is_open or not invitation.email:
        return
    inviter = invitation.invited_by
    with override(_language()):
        if Person.objects.get_queryset().with_email(invitation.email).exists():
            _mail(invitation.email, _("You have an account already"), account_text())
            return
        link = f"{settings.SITE}/join/{renew_invitation(inviter, invitation)}/"
        ours = organisation()
        subject = _("%(name)s invites you to %(organisation)s")
        names = {"name": inviter.name, "organisation": ours.name if ours else "Stoep"}
        _mail(invitation.email, subject % names, invitation_text(inviter, link, is_reminder=is_reminder))


@task
def mail_arrival(email: str) -> None:
    """Mail who has an address of the organisation a link to come in; who has an account already is told so."""
    with override(_language()):
        if Person.objects.get_queryset().with_email(email).exists():
            _mail(email, _("You have an account already"), account_text())
            return
        _mail(email, _("Come in"), arrival_text(f"{settings.SITE}/join/{open_by_domain(email)}/"))
