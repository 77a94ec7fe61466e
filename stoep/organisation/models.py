"""The organisation itself: one row, made at set-up; and the one-time token that opens the set-up."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

HEX = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Give a colour as # and six digits, such as #ff6a1f."))


class Organisation(models.Model):
    """The one organisation of this installation. Its row exists from the set-up on, never twice."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    name = models.CharField(_("name of the organisation"), max_length=80)
    language = models.CharField(_("language"), max_length=5, default="nl")
    accent = models.CharField(_("colour"), max_length=7, default="#ff6a1f", validators=[HEX])
    logo = models.ForeignKey("media.StoredFile", models.SET_NULL, null=True, related_name="+")
    set_up_at = models.DateTimeField(auto_now_add=True)
    invitations_each = models.SmallIntegerField(default=5)
    domains = models.TextField(blank=True, default="")  # of e-mail addresses that may come in, one on a line
    house_rules = models.TextField(_("house rules"), max_length=5000, blank=True, default="")
    functions_off = models.JSONField(default=list, blank=True)
    mail_sealed = models.TextField(blank=True, default="")  # the mail server with its password (kernel.sealing)
    mail_from = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="organisation_is_one")]

    def __str__(self) -> str:
        return self.name


class SetUpToken(models.Model):
    """The hash of the token in the set-up link; a new start of the server replaces it."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
