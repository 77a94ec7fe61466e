"""The mail server, and the address to try it with."""

from __future__ import annotations

from email.utils import formataddr, parseaddr
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from stoep.ui.forms import NameField

STARTTLS, TLS, PLAIN = "starttls", "tls", "plain"


class MailForm(forms.Form):
    """Where mail goes out, and who it comes from. A password left empty stays, while server and user stay the same."""

    host = NameField(label=_("Server"), max_length=200, widget=forms.TextInput(attrs={"autocapitalize": "none"}))
    security = forms.ChoiceField(
        label=_("Connection"),
        choices=[
            (STARTTLS, _("encrypted: STARTTLS, mostly port 587")),
            (TLS, _("encrypted: TLS, mostly port 465")),
            (PLAIN, _("not encrypted, mostly port 25")),
        ],
    )
    port = forms.IntegerField(
        label=_("Port"),
        min_value=1,
        max_value=65535,
        initial=587,
    )
    username = NameField(
        label=_("User name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=500,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    sender = NameField(
        label=_("Sender"), max_length=200, help_text=_("An address, or a name with one: Stoep <stoep@example.nl>")
    )

    def __init__(self, *args: Any, present: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.present = present
        if present.get("password"):
            self.fields["password"].help_text = _("There is one, and it is not shown. Leave this empty to keep it.")

    def clean_sender(self) -> str:
        """Return the sender, a name and an address that can be one."""
        name, address = parseaddr(self.cleaned_data["sender"])
        validate_email(address)
        return formataddr((name, address)) if name else address

    def clean(self) -> dict[str, Any]:
        """Keep the password only for the server and the user it was given for, and never send it in the open."""
        data = self.cleaned_data
        same = all(data.get(name) == self.present.get(name, "") for name in ("host", "username"))
        if data.get("username") and not data.get("password"):
            data["password"] = self.present.get("password", "") if same else ""
            if not data["password"]:
                self.add_error("password", _("Type the password that goes with this server and user name."))
        if data.get("username") and data.get("security") == PLAIN:
            self.add_error("security", _("With a user name the connection must be encrypted."))
        return data

    def server(self) -> dict[str, Any]:
        """Return the server as the mail backend takes it."""
        data = self.cleaned_data
        return {
            "host": data["host"],
            "port": data["port"],
            "username": data["username"],
            "password": data["password"] if data["username"] else "",
            "use_tls": data["security"] == STARTTLS,
            "use_ssl": data["security"] == TLS,
        }

    @staticmethod
    def initial_of(server: dict[str, Any], sender: str) -> dict[str, Any]:
        """Return what the form shows of a server: all but the password."""
        if not server:
            return {"sender": sender}
        security = TLS if server["use_ssl"] else STARTTLS if server["use_tls"] else PLAIN
        shown = {name: server[name] for name in ("host", "port", "username")}
        return {**shown, "security": security, "sender": sender}


class TryForm(forms.Form):
    """Where to send a message to see whether it arrives."""

    prefix = "try"
    address = forms.EmailField(label=_("Send it to"), max_length=254)
