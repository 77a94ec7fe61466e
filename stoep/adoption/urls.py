"""Addresses of coming in."""

from django.urls import path

from stoep.adoption.views import arrival, invitation

app_name = "adoption"
urlpatterns = [
    path("set-up/<str:token>/", arrival.found, name="set-up"),
    path("join/<str:token>/", arrival.arrive, name="arrive"),
    path("invite/", invitation.create, name="invite"),
    path("invite/<id:invitation_id>/withdrawal/", invitation.withdraw, name="withdrawal"),
]
