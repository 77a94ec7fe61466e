"""Addresses of people."""

from django.urls import path

from stoep.people.views import directory, door, preferences, profile

app_name = "people"
urlpatterns = [
    path("sign-in/", door.sign_in, name="sign-in"),
    path("sign-out/", door.sign_out, name="sign-out"),
    path("reset/<str:token>/", door.reset, name="reset"),
    path("p/", directory.listing, name="directory"),
    path("complete/people/", directory.complete, name="complete"),
    path("p/<str:handle>/", profile.show, name="profile"),
    path("p/<str:handle>/portrait/<id:file_id>/", profile.portrait, name="portrait"),
    path("p/<str:handle>/reset/", preferences.hand_over_reset, name="hand-over-reset"),
    path("p/<str:handle>/active/", preferences.set_active, name="active"),
    path("me/", profile.edit, name="edit"),
    path("me/portrait/", profile.set_portrait, name="set-portrait"),
    path("settings/", preferences.show, name="settings"),
    path("settings/email/", preferences.email, name="email"),
    path("settings/password/", preferences.password, name="password"),
    path("settings/sessions/", preferences.end_others, name="sessions"),
    path("help/keys/", preferences.keys, name="keys"),
]
