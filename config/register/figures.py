"""Figures: what is counted, why, who sees it; and counting that is none."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from config.register.entries import ADMINS, COLLEAGUES, ONESELF, READERS, Figure

FIGURES = (
    Figure(
        _("How many colleagues there are, in all and in each department"),
        _("To say who reads along, and to find people by department"),
        COLLEAGUES,
        ("people.queries.faces._people_present", "people.queries.faces.departments"),
    ),
    Figure(
        _("How many members and guests a group has"),
        _("So that who writes knows who reads"),
        _("Who may know of the group"),
        ("groups.actions.joining.recount.number", "groups.Group: member_count guest_count"),
    ),
    Figure(
        _("How many replies and reactions an item has"),
        _("To see at a glance what is talked about; they never change the order"),
        READERS,
        ("items.actions.marks.count_reactions", "items.queries.cards.Comment.reacted",
         "items.Item: reply_count reactions", "items.ReactionImport: item emoji n",
         "items.actions.imported.count_imported_replies"),
    ),
    Figure(
        _("How many marked an announcement as read"),
        _("So that who announces knows whether it arrived; never who"),
        READERS,
        ("items.Item: read_count",),
    ),
    Figure(
        _("How much was shared on a topic or in a group, per day or week"),
        _("To show what is alive; never per person"),
        READERS,
        ("streams.queries.feeds.lively_topics", "streams.queries.topics"),
    ),
    Figure(
        _("How many items are new to you"),
        _("To tell you that there is something"),
        ONESELF,
        ("web.views.home._list",),
    ),
    Figure(
        _("How many invitations you have left, and how many of the first fifty are there or under way"),
        _("So that a network grows from who feels like it"),
        _("Your number only yourself; the first fifty all colleagues"),
        ("adoption.queries.invitations",),
    ),
    Figure(
        _("How many of your department are in a group or know a topic"),
        _("To say why a newcomer is shown a group or topic; a reason, never a list of people"),
        _("Who is new, once"),
        ("adoption.queries.suggestions",),
    ),
    Figure(
        _("Which threads of your groups were talked about most in thirty days"),
        _("To give a newcomer something worth reading; it orders no people, and not the stream"),
        _("Who is new, of what they may read"),
        ("web.queries._given",),
    ),
    Figure(
        _("How many recovery codes you have left"),
        _("So that you make new ones in time"),
        ONESELF,
        ("people.queries.door.second_step_of", "people.views.factors.remove"),
    ),
    Figure(
        _("How many people, guests and administrators there are, and how much room files take"),
        _("To run the network"),
        ADMINS,
        ("administration.queries.overview.overview", "administration.queries.health.vitals"),
    ),
    Figure(
        _("How many requests, claims and failed tasks wait"),
        _("So that somebody does something about it"),
        _("Administrators; requests also moderators"),
        ("moderation.queries.count_waiting_for", "integrations.queries.count_waiting", "kernel.health._tasks"),
    ),
    Figure(
        _("How much somebody who is claimed wrote, as far as the administrator may read it"),
        _("To see whether two people are the same"),
        ADMINS,
        ("integrations.queries._sides",),
    ),
    Figure(
        _("What an import took and left out"),
        _("To know whether it is complete"),
        ADMINS,
        ("integrations.importers.report", "integrations.management.commands.import"),
    ),
)  # fmt: skip
NO_FIGURES = (  # counting that no person ever sees, or that counts no people and nothing of theirs
    "kernel.backup",
    "adoption.parts.welcome.progress_of",
    "items.views.item.menu",
    "items.actions.marks._make_room",
    "kernel.language.language_of",
    "integrations.actions.run",
    "integrations.importers.rows",
    "demo.content.checks",
)
