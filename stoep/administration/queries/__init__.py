"""Reads for the pages of administration."""

from stoep.administration.queries.health import Part, limits, parts_of_health, vitals
from stoep.administration.queries.invitations import open_invitations
from stoep.administration.queries.overview import overview
from stoep.administration.queries.people import STATES, people_page
from stoep.administration.queries.sheets import checked_sheet, findings_in_order, people_to_let_in, report_of

__all__ = [
    "STATES", "Part", "checked_sheet", "findings_in_order", "limits", "open_invitations", "overview",
    "parts_of_health", "people_page", "people_to_let_in", "report_of", "vitals",
]  # fmt: skip
