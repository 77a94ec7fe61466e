"""The item: anything anybody makes. What one kind needs sits in a small table of that kind."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stoep.groups.gate import Viewer
from stoep.groups.models import Audienced, AudienceQuerySet
from stoep.kernel.ids import TimeOrderedId, moment_of
from stoep.kernel.markup import words_of
from stoep.people.models import Person


class ItemQuerySet(AudienceQuerySet):
    """Scopes over items."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Keep what is published and may be read by `viewer` now."""
        return super().visible_to(viewer).filter(state=Item.State.PUBLISHED)

    def roots(self) -> Self:
        """Keep what starts a thread."""
        return self.filter(root__isnull=True)


class Item(Audienced):
    """Anything shared: one author, one audience, one stable address. Its id is taken when it is published."""

    class Kind(models.IntegerChoices):
        POST = 1, _("post")
        QUESTION = 2, _("question")
        REPLY = 10, _("reply")

    class State(models.IntegerChoices):
        PUBLISHED = 1
        HIDDEN = 2
        DELETED = 3
        WITH_ROOT = 4  # gone and back together with its root

    id = TimeOrderedId()
    kind = models.SmallIntegerField(choices=Kind)
    state = models.SmallIntegerField(choices=State, default=State.PUBLISHED)
    author = models.ForeignKey(Person, models.PROTECT, related_name="items", db_index=False)
    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="thread", db_index=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies", db_index=False)
    title = models.CharField(max_length=200, blank=True, default="")
    body = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    lead = models.TextField(blank=True, default="")
    places = models.TextField(blank=True, default="")
    language = models.CharField(max_length=5, default="nl")
    reply_count = models.IntegerField(default=0)
    reactions = models.CharField(max_length=1000, blank=True, default="")
    last_id = models.BigIntegerField(default=0)
    version = models.IntegerField(default=1)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", db_index=False)
    is_pinned = models.BooleanField(default=False)
    top_until = models.DateTimeField(null=True)
    read_count = models.IntegerField(default=0)

    objects: ClassVar[Any] = ItemQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["root", "id"], name="item_root"),
            models.Index(fields=["author", "id"], name="item_author"),
            models.Index(fields=["id"], name="item_pinned", condition=models.Q(is_pinned=True)),
            models.Index(fields=["deleted_at"], name="item_deleted", condition=models.Q(deleted_at__isnull=False)),
            models.Index(fields=["top_until"], name="item_top", condition=models.Q(top_until__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=10, root__isnull=False, parent__isnull=False)
                | (~models.Q(kind=10) & models.Q(root__isnull=True, parent__isnull=True)),
                name="item_reply_has_root",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """Return the one stable address; of a reply the page of its thread that holds it."""
        if self.root_id:
            return f"{reverse('items:item', args=[self.root_id])}?at={self.pk}#r{self.pk}"
        return reverse("items:item", args=[self.pk])

    @property
    def headline(self) -> str:
        """Return what it is called where its name must fit on a line: the title, or its first words."""
        return self.title or words_of(self.body)

    @property
    def created_at(self) -> datetime:
        """Return when it was published."""
        return moment_of(self.pk)

    @property
    def is_announcement(self) -> bool:
        """Say whether it carries the mark of an announcement."""
        return self.top_until is not None

    @property
    def is_question(self) -> bool:
        """Say whether it waits for, or has, an answer."""
        return self.kind == self.Kind.QUESTION


class Question(models.Model):
    """What only a question has: its accepted answer."""

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="question")
    answer = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+")
    accepted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    @property
    def is_answered(self) -> bool:
        """Say whether its accepted answer can be read; one that was deleted is none, until it comes back."""
        return self.answer is not None and self.answer.state == Item.State.PUBLISHED


class Version(models.Model):
    """How an item read before an edit."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="versions", db_index=False)
    number = models.IntegerField()
    title = models.CharField(max_length=200, blank=True, default="")
    body = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="version_once")]
