"""People: who makes it. A person is an account and its profile; a placeholder is known from an import only."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stoep.kernel.ids import TimeOrderedId
from stoep.topics.models import Topic

HANDLE = RegexValidator(r"^[a-z0-9][a-z0-9._-]{0,38}$", _("Use small letters, digits, dots and dashes."))


class PersonQuerySet(models.QuerySet["Person"]):
    """Scopes over people."""

    def present(self) -> PersonQuerySet:
        """Keep the people who can come in."""
        return self.filter(is_active=True, is_placeholder=False)

    def with_email(self, email: str) -> PersonQuerySet:
        """Keep who has this address, in capitals or not: asked as its index has it, not by reading everybody."""
        return self.alias(email_low=Lower("email")).filter(email_low=email.lower())

    def over(self) -> PersonQuerySet:
        """Keep the guests whose last day is past."""
        return self.filter(role=Person.Role.GUEST, guest_until__lt=timezone.localdate())


class PersonManager(BaseUserManager["Person"]):
    """Finds a person by what they type at the door."""

    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def present(self) -> PersonQuerySet:
        """Keep the people who can come in."""
        return self.get_queryset().present()


class Person(AbstractBaseUser):
    """Somebody of the organisation."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        GUEST = "guest", _("guest")
        ADMIN = "admin", _("admin")

    class Theme(models.TextChoices):
        AUTO = "auto", _("as my device")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    id = TimeOrderedId()
    handle = models.CharField(_("name in the address"), max_length=39, unique=True, validators=[HANDLE])
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail"), null=True, blank=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    is_moderator = models.BooleanField(default=False)
    guest_until = models.DateField(null=True, blank=True)
    email_verified = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_placeholder = models.BooleanField(default=False)
    invited_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="invited")
    portrait = models.ForeignKey("media.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    function = models.CharField(_("function"), max_length=100, blank=True, default="")
    department = models.CharField(_("department"), max_length=100, blank=True, default="")
    location = models.CharField(_("location"), max_length=100, blank=True, default="")
    manager = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="reports", db_index=False)
    spoken = models.CharField(_("languages"), max_length=100, blank=True, default="")
    pronouns = models.CharField(_("pronouns"), max_length=30, blank=True, default="")
    phone = models.CharField(_("phone"), max_length=30, blank=True, default="")
    about = models.TextField(_("about me"), max_length=1000, blank=True, default="")
    working_days = models.CharField(_("working days"), max_length=60, blank=True, default="")
    knows = models.ManyToManyField(Topic, through="Knows", related_name="known_by")
    language = models.CharField(_("language"), max_length=5, blank=True, default="")
    theme = models.CharField(_("light or dark"), max_length=5, choices=Theme, default=Theme.AUTO)
    keys_on = models.BooleanField(_("keyboard shortcuts"), default=True)
    seen_id = models.BigIntegerField(default=0)
    asked_factor = models.SmallIntegerField(default=0)  # how often an admin without a second factor was asked for one
    last_login = None  # Django would keep when somebody last signed in

    USERNAME_FIELD = "handle"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
            models.CheckConstraint(
                condition=~models.Q(role="guest") | models.Q(guest_until__isnull=False), name="guest_has_last_day"
            ),
        ]
        indexes = [
            models.Index(fields=["name"], name="person_by_name"),
            models.Index(fields=["manager", "name"], name="person_team"),  # a team in order: not by reading everybody
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """Return the name one is greeted by: the first word of the name."""
        return self.name.split()[0] if self.name.split() else self.name

    def get_absolute_url(self) -> str:
        """Return the address of the profile."""
        return reverse("people:profile", args=[self.handle])

    @property
    def is_guest(self) -> bool:
        """Say whether this person sees only the groups they are in."""
        return self.role == self.Role.GUEST

    @property
    def is_over(self) -> bool:
        """Say whether this is a guest whose last day is past."""
        return self.is_guest and self.guest_until is not None and self.guest_until < timezone.localdate()

    @property
    def may_come_in(self) -> bool:
        """Say whether this person can sign in, and stay."""
        return self.is_active and not self.is_placeholder and not self.is_over

    @property
    def is_admin(self) -> bool:
        """Say whether this person may run the network; an admin is no reader of what is closed."""
        return self.role == self.Role.ADMIN


class Knows(models.Model):
    """What somebody says they know, as a topic."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="knows_once")]


class Session(AbstractBaseSession):
    """A signed-in device; one row, read together with its person in one query."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=120, default="")
    is_own = models.BooleanField(default=True)


class PasswordReset(models.Model):
    """A single-use link, handed over by an admin or mailed, that lets a person choose a new password."""

    digest = models.CharField(max_length=64, primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField()


class EmailConfirmation(models.Model):
    """A single-use link that proves who reads the mail of an address; only then it becomes the person's."""

    digest = models.CharField(max_length=64, primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE)
    email = models.EmailField()
    expires_at = models.DateTimeField()


class SecondFactor(models.Model):
    """What somebody signs in with besides, or instead of, a password: an app that shows codes, or a passkey."""

    class Kind(models.IntegerChoices):
        CODES = 1, _("authenticator app")
        PASSKEY = 2, _("passkey")

    id = TimeOrderedId()
    person = models.ForeignKey(Person, models.CASCADE, related_name="second_factors")
    kind = models.SmallIntegerField(choices=Kind)
    name = models.CharField(max_length=60, blank=True, default="")
    sealed = models.TextField()  # the shared secret of the app, or the passkey's public half (kernel.sealing)
    credential = models.CharField(max_length=400, null=True, unique=True)
    counter = models.BigIntegerField(default=0)  # the last step of the app, or the sign count: neither goes back

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person"], condition=models.Q(kind=1), name="one_app_a_person")]

    @property
    def is_app(self) -> bool:
        """Say whether this is an app that shows codes."""
        return self.kind == self.Kind.CODES


class RecoveryCode(models.Model):
    """A code that stands in, once, for a second factor that was lost."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="recovery_code_once")]
