"""Addresses of people."""

from django.urls import path

from stoep.people.views import (
    address,
    directory,
    door,
    factors,
    passkeys,
    preferences,
    profile,
    reset,
    second,
    sessions,
)

app_name = "people"
urlpatterns = [
    path("sign-in/", door.sign_in, name="sign-in"),
    path("sign-in/second/", second.step, name="second"),
    path("sign-in/passkey/", second.passkey, name="passkey"),
    path("sign-in/passkey/challenge/", second.challenge, name="challenge"),
    path("sign-in/forgotten/", reset.forgotten, name="forgotten"),
    path("sign-out/", door.sign_out, name="sign-out"),
    path("reset/<str:token>/", reset.use, name="reset"),
    path("confirm-email/<str:token>/", address.confirm, name="confirm-email"),
    path("p/", directory.listing, name="directory"),
    path("complete/people/", directory.complete, name="complete"),
    path("p/<str:handle>/", profile.show, name="profile"),
    path("p/<str:handle>/portrait/<id:file_id>/", profile.portrait, name="portrait"),
    path("p/<str:handle>/reset/", reset.hand_over, name="hand-over-reset"),
    path("p/<str:handle>/active/", preferences.set_active, name="active"),
    path("p/<str:handle>/second-step/", factors.take_away, name="take-away"),
    path("me/", profile.edit, name="edit"),
    path("me/portrait/", profile.set_portrait, name="set-portrait"),
    path("settings/", preferences.show, name="settings"),
    path("settings/email/", address.change, name="email"),
    path("settings/password/", preferences.password, name="password"),
    path("settings/sessions/", sessions.end_many, name="sessions"),
    path("settings/sessions/<slug:session>/", sessions.end, name="session"),
    path("settings/second-step/", factors.show, name="factors"),
    path("settings/second-step/app/", factors.codes, name="codes"),
    path("settings/second-step/passkey/", passkeys.create, name="new-passkey"),
    path("settings/second-step/passkey/challenge/", passkeys.challenge, name="new-challenge"),
    path("settings/second-step/recovery/", factors.recovery, name="recovery"),
    path("settings/second-step/<id:factor_id>/", factors.remove, name="factor"),
    path("help/keys/", preferences.keys, name="keys"),
]
