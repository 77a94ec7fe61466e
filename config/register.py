"""The register: every piece of personal data and every figure, what it is for, who sees it and how long it is kept.

`/about/privacy/` shows it to everybody. A test holds it complete: every column of every table is named here, as
personal data or as none, and so is every place in the code that counts. Change it together with what it is about.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Record:
    """Personal data: what, why, who sees it, how long; `fields` are columns as "app.Table: column column"."""

    what: Promise
    why: Promise
    seen_by: Promise
    kept: Promise
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """Something counted: what, why, who sees it; `at` are the places that count, as "app.module.function"."""

    what: Promise
    why: Promise
    seen_by: Promise
    at: tuple[str, ...]


_COLLEAGUES = _("Colleagues; guests only of the groups they share")
_READERS = _("Who may read the item it belongs to")
_ONESELF = _("Only yourself")
_NOBODY = _("Nobody")
_ADMINS = _("Administrators")
_ACCOUNT = _("As long as the account exists")
_ITEM = _("As long as the item exists")

RECORDS = (
    Record(
        _("Your name, photo, role and the name in your address"),
        _("So that colleagues know who writes"),
        _COLLEAGUES,
        _ACCOUNT,
        ("people.Person: name handle portrait role is_moderator guest_until is_active is_placeholder",),
    ),
    Record(
        _("What you fill in on your profile: function, department, location, manager, languages, pronouns, phone, "
          "working days, about you and what you know"),
        _("So that colleagues find and reach who they need"),
        _COLLEAGUES,
        _("Until you change it"),
        ("people.Person: function department location manager spoken pronouns phone working_days about",
         "people.Knows: person topic"),
    ),
    Record(
        _("Your e-mail address, and whether you proved that it is yours"),
        _("To sign in with, and for mail about signing in"),
        _("Yourself and administrators"),
        _("Until you change it; a link that proves an address a day"),
        ("people.Person: email email_verified", "people.EmailConfirmation: person email digest expires_at"),
    ),
    Record(
        _("Your password, codes and passkeys, as hashes or encrypted"),
        _("To let in nobody but you"),
        _NOBODY,
        _("Until you change or remove them; a link for a new password an hour"),
        ("people.Person: password asked_factor", "people.SecondFactor: person kind name sealed credential counter",
         "people.RecoveryCode: person digest", "people.PasswordReset: digest person made_by expires_at"),
    ),
    Record(
        _("The devices you are signed in on, with browser and system; no address and no last moment of use"),
        _("So that you can end what is not yours"),
        _ONESELF,
        _("Until you sign out, or the session runs out"),
        ("people.Session: session_key session_data expire_date person device is_own",),
    ),
    Record(
        _("How you want to see the network: language, light or dark, shortcuts"),
        _("To show it so"),
        _ONESELF,
        _ACCOUNT,
        ("people.Person: language theme keys_on",),
    ),
    Record(
        _("Up to which item you saw a stream"),
        _("To mark what is new to you"),
        _ONESELF,
        _("Only the newest place; it says nothing about single items"),
        ("people.Person: seen_id", "streams.Subscription: person seen_id"),
    ),
    Record(
        _("Whom and what you follow"),
        _("To fill your home; who is followed is told who follows"),
        _("Yourself; a person you follow hears it once"),
        _("Until you stop following"),
        ("streams.Subscription: stream follows",),
    ),
    Record(
        _("Who invited you, and whom you invited; the name or address you typed for an invitation"),
        _("So that newcomers find a friend, and invitations cannot be spent twice"),
        _("Colleagues see who invited whom; open invitations only the inviter and administrators"),
        _("Who invited whom as long as both accounts exist; open invitations fourteen days"),
        ("people.Person: invited_by",
         "adoption.Invitation: digest invited_by name email reminded_at expires_at accepted_by withdrawn_at",
         "adoption.Invitation: took_part_at",
         "adoption.TeamLink: digest invited_by name places used expires_at withdrawn_at",
         "adoption.DomainArrival: digest email expires_at"),
    ),
    Record(
        _("How far you are with the welcome"),
        _("To go on where you stopped"),
        _ONESELF,
        _ACCOUNT,
        ("adoption.Arrival: person step closed_at",),
    ),
    Record(
        _("Which groups you are in, lead, started, asked to join or are invited to"),
        _("To let you read there, and others know with whom they talk"),
        _("Of an open group all colleagues, else its members; of a request its leaders"),
        _("Until you leave, or the request is answered; that you left by yourself thirty days"),
        ("groups.Membership: person group is_leader since_id", "groups.Group: started_by",
         "groups.Request: group person invited_by as_leader", "groups.Departure: person group left_at"),
    ),
    Record(
        _("What you share: posts, questions, replies, and how they read before you edited them"),
        _("It is what the network is for"),
        _("Everyone, or the members of the group you chose"),
        _("Until you delete it; a day later the text is wiped"),
        ("items.Item: author title body html lead places language edited_at deleted_at deleted_by",
         "items.Version: item number title body written_at", "items.Question: item answer accepted_by accepted_at"),
    ),
    Record(
        _("Whom an item names, which topics and links it has"),
        _("To tell who is named, and to find it again"),
        _READERS,
        _ITEM,
        ("items.Mention: item person", "items.ItemTopic: item topic",
         "items.Reference: item kind target address place"),
    ),
    Record(
        _("Your reactions"),
        _("To thank, agree, and say what was of use"),
        _READERS,
        _("Until you take them back"),
        ("items.Reaction: item person emoji",),
    ),
    Record(
        _("What you saved, which threads you follow or mute, and which announcements you marked as read"),
        _("To find it again, to tell you or not, and to fold what you read"),
        _("Only yourself; of an announcement the total"),
        _("Until you take it back, or the item is gone"),
        ("items.Bookmark: person item", "items.ThreadMark: person item follows", "items.ReadMark: item person"),
    ),
    Record(
        _("Your notifications: who did what, without the text"),
        _("To tell you what concerns you"),
        _ONESELF,
        _ACCOUNT,
        ("notifications.Notification: person kind key actor others item group is_read",),
    ),
    Record(
        _("Keys of forms you sent"),
        _("So that a double click or a bad line makes one item"),
        _NOBODY,
        _("Thirty days"),
        ("items.SentKey: person key item",),
    ),
    Record(
        _("What was done with more than ordinary rights: by whom, to whom, when"),
        _("So that power can be looked at"),
        _ADMINS,
        _("As long as the network exists; it holds no content"),
        ("moderation.AuditEntry: actor_id act thing details seal",),
    ),
    Record(
        _("Requests to read a group or thread on a ground, with the reason"),
        _("Two people answer for it, in writing"),
        _("Administrators and moderators; the leaders of the group hear of it"),
        _("As long as the group exists"),
        ("moderation.GroundedAccess: ground reason group thread asked_by answered_by granted_at refused_at expires_at "
         "ended_at postponed_because told_at",),
    ),
    Record(
        _("A list of new people an administrator brings in, and tries of the mail server"),
        _("To look at it before anybody is added, and to let them in"),
        _ADMINS,
        _("A list a day, once people were made two weeks without its text; tries a day"),
        ("administration.PeopleSheet: brought_by name encoding text report state position people missed links_at",
         "administration.PeopleSheet: mailed",
         "administration.MailTry: asked_by address ended_at fault"),
    ),
    Record(
        _("What an import brought along, and who says that an imported person is them"),
        _("To be able to take the import out again, and give people back what they wrote"),
        _ADMINS,
        _("As long as the import stays; a claim can be undone for thirty days"),
        ("integrations.ImportedRow: run source kind external_id row_id",
         "integrations.ImportRun: source archive state started_at ended_at report",
         "integrations.Claim: placeholder person approved_by approved_at moved"),
    ),
    Record(
        _("Facts and tasks waiting to be worked through: numbers of people and items, no text"),
        _("So that nothing is lost when a machine stops"),
        _NOBODY,
        _("Minutes; a task that failed until somebody looked"),
        ("kernel.FactRow: kind fields created_at heard", "kernel.Heard: fact listener",
         "kernel.TaskRow: path arguments queue priority run_at state attempts leased_until unique_key error"),
    ),
    Record(
        _("How often an address or account tried something, such as signing in"),
        _("To stop guessing and flooding"),
        _NOBODY,
        _("At most a day, in a file of its own"),
        ("limits.Hits: name window n",),
    ),
    Record(
        _("On your own device: drafts, the last items of home, and what waits to be sent"),
        _("To read and write without a connection"),
        _("Only who holds the device"),
        _("Until you sign out"),
        ("device.Storage: drafts pages outbox",),
    ),
)  # fmt: skip

FIGURES = (
    Figure(
        _("How many colleagues there are, in all and in each department"),
        _("To say who reads along, and to find people by department"),
        _COLLEAGUES,
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
        _READERS,
        ("items.actions.marks.count_reactions", "items.queries.cards.Comment.reacted",
         "items.Item: reply_count reactions", "items.ReactionImport: item emoji n",
         "items.actions.imported.count_imported_replies"),
    ),
    Figure(
        _("How many marked an announcement as read"),
        _("So that who announces knows whether it arrived; never who"),
        _READERS,
        ("items.Item: read_count",),
    ),
    Figure(
        _("How much was shared on a topic or in a group, per day or week"),
        _("To show what is alive; never per person"),
        _READERS,
        ("streams.queries.feeds.lively_topics", "streams.queries.topics"),
    ),
    Figure(
        _("How many items are new to you"),
        _("To tell you that there is something"),
        _ONESELF,
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
        _ONESELF,
        ("people.queries.door.second_step_of", "people.views.factors.remove"),
    ),
    Figure(
        _("How many people, guests and administrators there are, and how much room files take"),
        _("To run the network"),
        _ADMINS,
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
        _ADMINS,
        ("integrations.queries._sides",),
    ),
    Figure(
        _("What an import took and left out"),
        _("To know whether it is complete"),
        _ADMINS,
        ("integrations.importers.report", "integrations.management.commands.import"),
    ),
)  # fmt: skip

NO_PERSONAL_DATA = (  # columns about things: no person can be known by them
    "organisation.Organisation: name language accent logo set_up_at invitations_each domains house_rules functions_off"
    " mail_sealed mail_from",
    "organisation.SetUpToken: digest expires_at",
    "media.StoredFile: digest content_type size width height",
    "topics.Topic: name description merged_into",
    "streams.Pin: stream item",
    "groups.Group: slug name purpose rules openness archived_at welcomes asleep_at asked_at kept_at",
    "items.Item: audience_id kind state root parent last_id version is_pinned top_until",
    "streams.Stream: kind ref_id last_item_id",
    "streams.Entry: audience_id stream item_id",
    "streams.Discussed: audience_id stream last_id item_id",
)
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
