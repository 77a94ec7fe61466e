"""What proves who somebody is: a password, a code of an app, a passkey. Nothing here writes."""

from stoep.people.backends.passwords import PersonBackend, person_named

__all__ = ["PersonBackend", "person_named"]
