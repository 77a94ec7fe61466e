"""Settings of the organisation: a form for each section of its page."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stoep.media.actions import BadImage, store_logo
from stoep.media.models import StoredFile
from stoep.organisation.models import HEX
from stoep.ui.forms import NameField

SWATCHES = (
    ("#ff6a1f", _("Orange")),
    ("#e5484d", _("Vermilion")),
    ("#f2c934", _("Yellow")),
    ("#2f9e54", _("Green")),
    ("#0090a8", _("Petrol")),
    ("#2457d6", _("Delft blue")),
    ("#7d2a91", _("Aubergine")),
)
OPEN_TO_ALL = {
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "live.nl", "msn.com", "yahoo.com",
    "icloud.com", "me.com", "aol.com", "ziggo.nl", "kpnmail.nl", "proton.me", "protonmail.com", "gmx.net", "gmx.com",
}  # fmt: skip
_DOMAIN = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+")


class NameForm(forms.Form):
    """Name and logo."""

    name = NameField(label=_("Name of the organisation"), max_length=80)
    logo = forms.FileField(
        label=_("Choose a logo"),
        required=False,
        help_text=_("JPEG, PNG or WebP, at least 56 pixels high, readable on dark too."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    without_logo = forms.BooleanField(label=_("Without a logo"), required=False)

    def clean_logo(self) -> StoredFile | None:
        """Return the logo, stored, None when none was sent."""
        upload = self.cleaned_data["logo"]
        try:
            return store_logo(upload) if upload else None
        except BadImage as error:
            raise forms.ValidationError(
                _("This is no JPEG, PNG or WebP picture, or it is damaged or too large.")
            ) from error

    def fields_to_change(self) -> dict[str, Any]:
        """Return what the organisation gets."""
        logo, gone = self.cleaned_data["logo"], self.cleaned_data["without_logo"]
        return {"name": self.cleaned_data["name"], **({"logo": logo} if logo or gone else {})}


class ColourForm(forms.Form):
    """One colour: one of those offered, or one's own."""

    OWN: ClassVar[str] = "own"
    preset = forms.CharField(max_length=7)
    own = forms.CharField(label=_("Own colour"), max_length=7, required=False, validators=[HEX])

    def clean(self) -> dict[str, Any]:
        """Take the colour that was chosen. An own one must be there, and be one."""
        chosen = self.cleaned_data.get("preset", "")
        own = self.cleaned_data.get("own", "")
        if chosen == self.OWN and not own and "own" not in self.errors:
            self.add_error("own", _("Give a colour as # and six digits, such as #ff6a1f."))
        elif chosen != self.OWN and chosen not in dict(SWATCHES):
            self.add_error("own", _("Choose a colour."))
        return {"accent": (own if chosen == self.OWN else chosen).lower()}

    def fields_to_change(self) -> dict[str, Any]:
        """Return what the organisation gets."""
        return {"accent": self.cleaned_data["accent"]}


class LanguageForm(forms.Form):
    """The language newcomers begin with."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def fields_to_change(self) -> dict[str, Any]:
        """Return what the organisation gets."""
        return dict(self.cleaned_data)


class RulesForm(forms.Form):
    """House rules."""

    house_rules = forms.CharField(
        label=_("House rules"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("How you treat each other here, in your own words."),
    )

    def fields_to_change(self) -> dict[str, Any]:
        """Return what the organisation gets."""
        return {"house_rules": self.cleaned_data["house_rules"].replace("\r\n", "\n")}


class ComingInForm(forms.Form):
    """How many a member may invite, and whose address lets people in."""

    invitations_each = forms.IntegerField(
        label=_("Invitations for each member"),
        min_value=0,
        max_value=100,
        help_text=_("One comes back when an invitee has posted or replied. Administrators have no limit."),
    )
    domains = forms.CharField(
        label=_("E-mail domains that may come in"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("One on a line, such as lichtwaard.nl. Who reads mail there can come in by themselves."),
    )

    def clean_domains(self) -> str:
        """Return the domains, one on a line. Each is a whole one, and none that everybody can have an address of."""
        typed = self.cleaned_data["domains"].replace(",", " ").split()
        domains = list(dict.fromkeys(self._domain(word) for word in typed))
        return "\n".join(domains)

    @staticmethod
    def _domain(word: str) -> str:
        domain = word.lstrip("@").rstrip(".").casefold()
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            domain = ""
        if not _DOMAIN.fullmatch(domain):
            raise forms.ValidationError(_("“%(word)s” is no domain."), params={"word": word})
        if domain in OPEN_TO_ALL:
            text = _("Everybody can get an address at %(word)s, so it would let everybody in.")
            raise forms.ValidationError(text, params={"word": domain})
        return domain
