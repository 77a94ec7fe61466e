"""What may be sent in about people."""

from stoep.people.forms.door import CodeForm, ForgottenForm, NewPasswordForm, PasskeyForm, SignInForm
from stoep.people.forms.profile import PortraitForm, ProfileForm
from stoep.people.forms.settings import (
    CONFIRMATIONS,
    ChangePasswordForm,
    ConfirmForm,
    EmailForm,
    NewCodesForm,
    NewPasskeyForm,
    ReasonForm,
    SettingsForm,
)

__all__ = [
    "CONFIRMATIONS", "ChangePasswordForm", "CodeForm", "ConfirmForm", "EmailForm", "ForgottenForm", "NewCodesForm",
    "NewPasskeyForm", "NewPasswordForm", "PasskeyForm", "PortraitForm", "ProfileForm", "ReasonForm", "SettingsForm",
    "SignInForm",
]  # fmt: skip
