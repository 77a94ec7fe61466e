"""What may be sent in: settings of the organisation, people, sheets of people, the mail server."""

from stoep.administration.forms.mail import MailForm, TryForm
from stoep.administration.forms.organisation import ColourForm, ComingInForm, LanguageForm, NameForm, RulesForm
from stoep.administration.forms.people import NewPersonForm, RoleForm, SheetForm

__all__ = [
    "ColourForm", "ComingInForm", "LanguageForm", "MailForm", "NameForm", "NewPersonForm", "RoleForm", "RulesForm",
    "SheetForm", "TryForm",
]  # fmt: skip
