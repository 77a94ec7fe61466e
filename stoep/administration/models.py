"""What administration keeps for a while: sheets of people on their way in, and tries of the mail server."""

from __future__ import annotations

from django.db import models

from stoep.kernel.ids import TimeOrderedId
from stoep.people.models import Person


class PeopleSheet(models.Model):
    """A file of people: looked at, then made. Its text goes once they are made, the rest of it after two weeks."""

    class State(models.IntegerChoices):
        CHECKED = 1
        MAKING = 2
        MADE = 3

    id = TimeOrderedId()
    brought_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    encoding = models.CharField(max_length=20)
    text = models.TextField(blank=True, default="")
    report = models.JSONField(default=dict)  # counts, and the first lines of what was found
    state = models.SmallIntegerField(choices=State, default=State.CHECKED)
    position = models.IntegerField(default=0)  # how many rows are worked through
    people = models.JSONField(default=list)  # ids of who was made
    missed = models.JSONField(default=list)  # line and reason of who could not be made after all
    links_at = models.DateTimeField(null=True)  # when their links were last downloaded
    mailed = models.IntegerField(null=True)  # how many of them had their turn to be mailed a link; None: not asked

    @property
    def step(self) -> int:
        """Return which of the four steps is next: file, look, add, let in."""
        return self.state + 1


class MailTry(models.Model):
    """A message an admin had sent to see whether the mail server works, and what the server said."""

    id = TimeOrderedId()
    asked_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    address = models.EmailField()
    ended_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=500, blank=True, default="")
