"""Groups and who belongs to them; and what it means that a row has an audience."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stoep.groups.gate import EVERYONE, Viewer, audience_condition
from stoep.kernel.ids import TimeOrderedId
from stoep.people.models import Person


class GroupQuerySet(models.QuerySet["Group"]):
    """Scopes over groups."""

    def visible_to(self, viewer: Viewer) -> GroupQuerySet:
        """Keep the groups `viewer` may know of: listed ones for members, one's own, and where one is invited."""
        if not viewer.is_authenticated or not viewer.is_active:
            return self.none()
        own = models.Exists(Membership.objects.filter(group_id=models.OuterRef("pk"), person_id=viewer.pk))
        asked_in = Request.objects.filter(group_id=models.OuterRef("pk"), person_id=viewer.pk, invited_by__isnull=False)
        known = own | models.Exists(asked_in)
        return self.filter(known if viewer.is_guest else ~models.Q(openness=Group.Openness.SECRET) | known)

    def of(self, person: Viewer) -> GroupQuerySet:
        """Keep the groups `person` is in."""
        return self.filter(members__person_id=person.pk or 0)

    def awake(self) -> GroupQuerySet:
        """Keep the groups that do not sleep: those to suggest, and to list by themselves."""
        return self.filter(asleep_at=None)

    def with_leading(self, person: Viewer) -> GroupQuerySet:
        """Note on each group whether it `has_leader`, and whether `person` is in it and leads it: `is_in`, `leads`."""
        here = Membership.objects.filter(group_id=models.OuterRef("pk"))
        mine, leading = here.filter(person_id=person.pk or 0), here.filter(is_leader=True)
        notes = {
            "has_leader": models.Exists(leading.filter(person__is_active=True)),
            "is_in": models.Exists(mine),
            "leads": models.Exists(mine.filter(is_leader=True)),
        }
        return self.annotate(**notes)


class Group(models.Model):
    """A community: open (everyone reads, anyone joins), closed (listed, joining is asked), secret (unlisted)."""

    class Openness(models.IntegerChoices):
        OPEN = 0, _("open")
        CLOSED = 1, _("closed")
        SECRET = 2, _("secret")

    id = TimeOrderedId()
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    purpose = models.TextField(_("what it is for"), max_length=500, blank=True, default="")
    rules = models.TextField(_("house rules"), max_length=2000, blank=True, default="")
    openness = models.SmallIntegerField(choices=Openness, default=Openness.OPEN)
    started_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    archived_at = models.DateTimeField(null=True)
    member_count = models.IntegerField(default=0, editable=False)  # active members and guests: `actions.recount`
    guest_count = models.IntegerField(default=0, editable=False)
    welcomes = models.BooleanField(default=False, editable=False)  # every newcomer is in; greetings land here
    asleep_at = models.DateTimeField(null=True, editable=False)
    asked_at = models.DateTimeField(null=True, editable=False)  # when its leaders were asked whether it goes on
    kept_at = models.DateTimeField(null=True, editable=False)  # when a leader said that it does: quiet counts from here

    has_leader: bool  # these three: after `with_leading` only
    is_in: bool
    leads: bool

    objects = GroupQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["name"], name="group_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the group's page."""
        return reverse("groups:group", args=[self.slug])

    @property
    def is_open(self) -> bool:
        """Say whether everyone may read and join."""
        return self.openness == self.Openness.OPEN

    @property
    def is_closed(self) -> bool:
        """Say whether it is listed while only members read."""
        return self.openness == self.Openness.CLOSED

    @property
    def is_secret(self) -> bool:
        """Say whether only members know that it exists."""
        return self.openness == self.Openness.SECRET

    @property
    def is_archived(self) -> bool:
        """Say whether it can be read but no longer added to."""
        return self.archived_at is not None

    @property
    def is_asleep(self) -> bool:
        """Say whether nobody said anything for so long that it is left out of lists, until somebody does."""
        return self.asleep_at is not None and not self.is_archived

    @property
    def is_asked(self) -> bool:
        """Say whether its leaders were asked if it goes on, and have not answered."""
        return self.asked_at is not None and self.asleep_at is None and not self.is_archived


class Membership(models.Model):
    """A person belongs to a group. On SQLite the key is the table (WITHOUT ROWID, see the migration)."""

    pk = models.CompositePrimaryKey("person_id", "group_id")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    is_leader = models.BooleanField(default=False)
    since_id = models.BigIntegerField(default=0)

    class Meta:
        db_table = "groups_membership"
        managed = False


class Request(models.Model):
    """Somebody asked to join a closed group, or a member invited them; gone when it is answered."""

    id = TimeOrderedId()
    group = models.ForeignKey(Group, models.CASCADE, related_name="requests")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    invited_by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    as_leader = models.BooleanField(default=False)  # an admin asks them to lead a group that has no leader

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="request_once")]


class Departure(models.Model):
    """Somebody left a group of their own accord: kept for 30 days, in which nobody puts them back without asking."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="departures", db_index=False)
    left_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="departure_once")]


class AudienceQuerySet(models.QuerySet[Any]):
    """Scopes over rows that have an audience. Nothing is shown that did not come through `visible_to`."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Keep what `viewer` may read now."""
        text = audience_condition(self.model._meta.db_table, viewer, item=self.model.item_column)
        params = [viewer.pk] * text.count("%(viewer)s")
        gate = RawSQL(text.replace("%(viewer)s", "%s"), params, models.BooleanField())
        return self.filter(gate)

    def for_system(self, reason: str) -> Self:
        """Keep all, for work that shows nothing to anybody; say why."""
        if not reason:
            raise ValueError("say why the system reads past the gate")
        return self

    def in_group(self, group: Group) -> Self:
        """Keep what was shared in `group`."""
        return self.filter(audience_id=group.pk)

    def beside(self, other: Audienced) -> Self:
        """Keep what has the audience of `other`."""
        return self.filter(audience_id=other.audience_id)


class Audienced(models.Model):
    """A row somebody may or may not read: for everyone (0), or always its group, open or not."""

    audience_id = models.BigIntegerField(default=EVERYONE)

    objects: ClassVar[Any] = AudienceQuerySet.as_manager()
    item_column: ClassVar[str] = "id"

    class Meta:
        abstract = True

    @property
    def group_id_or_none(self) -> int | None:
        """Return the id of the group it was shared in, None for everyone."""
        return self.audience_id or None

    @property
    def shared_in(self) -> Group | None:
        """Return the group it was shared in, None for everyone."""
        return Group.objects.filter(pk=self.audience_id).first() if self.audience_id else None

    @property
    def is_for_everyone(self) -> bool:
        """Say whether it was shared with the whole organisation."""
        return self.audience_id == EVERYONE

    def share_with(self, group: Group | None) -> None:
        """Give it the audience of `group`, or everyone."""
        self.audience_id = group.pk if group else EVERYONE

    def share_like(self, other: Audienced) -> None:
        """Give it the audience of `other`."""
        self.audience_id = other.audience_id


def people_who_may_read(thing: Audienced, among: Collection[int]) -> frozenset[int]:
    """Return who of the people `among` may read `thing` now, in at most three queries."""
    if not among:
        return frozenset()
    present = Person.objects.present().filter(pk__in=among)
    if thing.audience_id == EVERYONE:
        return frozenset(present.exclude(role=Person.Role.GUEST).values_list("pk", flat=True))
    members = set(
        Membership.objects.filter(group_id=thing.audience_id, person_id__in=among, since_id__lte=thing.pk).values_list(
            "person_id", flat=True
        )
    )
    allowed = set(present.filter(pk__in=members).values_list("pk", flat=True))
    if Group.objects.filter(pk=thing.audience_id, openness=Group.Openness.OPEN).exists():
        allowed |= set(present.exclude(role=Person.Role.GUEST).values_list("pk", flat=True))
    return frozenset(allowed)
