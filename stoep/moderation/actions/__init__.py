"""Every write about keeping order: the audit log, and reading on a ground."""

from stoep.moderation.actions.audit import record
from stoep.moderation.actions.grounds import answer_access, ask_access, end_access, end_what_ran_out

__all__ = ["answer_access", "ask_access", "end_access", "end_what_ran_out", "record"]
