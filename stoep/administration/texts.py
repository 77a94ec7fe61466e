"""Words for what comes from the machine."""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stoep.kernel.words import visible_text

PARTS: dict[str, Promise] = {
    "database": _("Database"),
    "worker": _("Work in the background"),
    "disk": _("Disk"),
    "tasks": _("Tasks"),
    "backup": _("Backup"),
}
WRONG: dict[str, Promise] = {
    "database": _("The database does not answer."),
    "worker": _("Nothing is done in the background: no notifications and no mail. Start Stoep again."),
    "disk": _("The disk is nearly full. Make room before people can no longer post."),
    "tasks": _("Some tasks failed for good. “bin/stoep tasks” on the server shows which."),
}
LIMITS: dict[str, Promise] = {
    "sign-in-account": _("Tries to sign in, for one account"),
    "sign-in-address": _("Tries to sign in, from one address"),
    "sign-in-network": _("Tries to sign in, from one network"),
    "sign-in-arrival": _("Opening invitations, from one address"),
    "write": _("Posts, replies, reactions and other changes, for one person"),
    "invite": _("Invitations, for one person"),
}
COLUMNS: dict[str, Promise] = {
    "": _("the whole row"),
    "name": _("name"),
    "email": _("e-mail"),
    "department": _("department"),
    "function": _("function"),
    "location": _("location"),
    "manager": _("manager"),
    "phone": _("phone"),
    "role": _("role"),
    "guest_until": _("guest until"),
}


def mail_fault(error: BaseException, password: str) -> str:
    """Return in plain words why a message could not be sent, with what the server said, never with the password."""
    kinds: tuple[tuple[type[BaseException], str], ...] = (
        (socket.gaierror, gettext("There is no server of this name.")),
        (ConnectionRefusedError, gettext("The server refuses the connection. Is the port right?")),
        (TimeoutError, gettext("The server does not answer. Are the name and the port right?")),
        (ssl.SSLCertVerificationError, gettext("The certificate of the server is not trusted.")),
        (ssl.SSLError, gettext("The server does not encrypt in this way. Choose another connection.")),
        (smtplib.SMTPNotSupportedError, gettext("The server does not encrypt in this way. Choose another connection.")),
        (smtplib.SMTPAuthenticationError, gettext("The server does not accept this user name and password.")),
        (smtplib.SMTPRecipientsRefused, gettext("The server does not take mail for this address.")),
        (smtplib.SMTPSenderRefused, gettext("The server does not take mail from this sender.")),
        (smtplib.SMTPServerDisconnected, gettext("The server broke off the connection. Choose another connection.")),
    )
    plain = next((text for kind, text in kinds if isinstance(error, kind)), gettext("The message was not sent."))
    said = _said(error, password)
    return f"{plain} ({said})" if said else plain


def _said(error: BaseException, password: str) -> str:
    """Return the words of the server itself."""
    words = [getattr(error, "strerror", None) or str(error)]
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        words = [_answer(code, text) for code, text in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPResponseException):
        words = [_answer(error.smtp_code, error.smtp_error)]
    said = visible_text(" ".join(words))
    for secret in (password, base64.b64encode(password.encode()).decode()):
        said = said.replace(secret, "…") if secret else said
    return said[:300]


def _answer(code: int, text: bytes | str) -> str:
    return f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
