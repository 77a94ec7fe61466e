"""Every write about people: one function per verb, one transaction, one announcement."""

from stoep.people.actions.accounts import (
    deactivate,
    deactivate_guests_whose_time_is_over,
    end_session,
    end_sessions,
    erase_placeholders,
    free_handle,
    placeholder_person,
    reactivate,
    welcome_person,
)
from stoep.people.actions.address import change_email, confirm_email, confirmation_of, make_confirmation
from stoep.people.actions.factors import (
    ASKED_ENOUGH,
    WrongCode,
    add_codes,
    add_passkey,
    ask_for_factor,
    make_recovery_codes,
    remove_factor,
    remove_factors_of,
    use_code,
    use_passkey,
)
from stoep.people.actions.passwords import change_password, digest, make_reset, person_of_reset, use_reset
from stoep.people.actions.profile import change_portrait, change_profile, change_settings
from stoep.people.actions.roles import LONGEST_STAY, USUAL_STAY, LastAdmin, change_role

__all__ = [
    "ASKED_ENOUGH", "LONGEST_STAY", "USUAL_STAY", "LastAdmin", "WrongCode", "add_codes", "add_passkey",
    "ask_for_factor", "change_email", "change_password", "change_portrait", "change_profile", "change_role",
    "change_settings", "confirm_email", "confirmation_of", "deactivate", "deactivate_guests_whose_time_is_over",
    "digest", "end_session", "end_sessions", "erase_placeholders", "free_handle", "make_confirmation",
    "make_recovery_codes", "make_reset", "person_of_reset", "placeholder_person", "reactivate", "remove_factor",
    "remove_factors_of", "use_code", "use_passkey", "use_reset", "welcome_person",
]  # fmt: skip
