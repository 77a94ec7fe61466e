"""What may be sent in while coming in, inviting, and in the welcome."""

from stoep.adoption.forms.arriving import ArriveForm, SetUpForm
from stoep.adoption.forms.inviting import AtDomainForm, InviteForm, TeamForm
from stoep.adoption.forms.welcome import FaceForm, GreetingForm, PlacesForm, StepForm, TopicsForm

__all__ = [
    "ArriveForm", "AtDomainForm", "FaceForm", "GreetingForm", "InviteForm", "PlacesForm", "SetUpForm", "StepForm",
    "TeamForm", "TopicsForm",
]  # fmt: skip
