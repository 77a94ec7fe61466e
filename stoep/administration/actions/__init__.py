"""Every write of administration that is not another app's: adding people, sheets of people, trying the mail server."""

from stoep.administration.actions.mail import end_mail_try, start_mail_try
from stoep.administration.actions.people import add_person, change_settings, fill_in_mail, switch
from stoep.administration.actions.sheets import (
    begin_mailing,
    begin_making,
    bring_sheet,
    count_mailed,
    link_to_mail,
    make_next,
    note_links,
    throw_away,
)

__all__ = [
    "add_person", "begin_mailing", "begin_making", "bring_sheet", "change_settings", "count_mailed", "end_mail_try",
    "fill_in_mail", "link_to_mail", "make_next", "note_links", "start_mail_try", "switch", "throw_away",
]  # fmt: skip
