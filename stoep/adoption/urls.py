"""Addresses of coming in."""

from django.urls import path

from stoep.adoption.views import arrival, invitation, welcome

app_name = "adoption"
urlpatterns = [
    path("set-up/<str:token>/", arrival.found, name="set-up"),
    path("join/<str:token>/", arrival.arrive, name="arrive"),
    path("invite/", invitation.create, name="invite"),
    path("invite/<id:invitation_id>/withdrawal/", invitation.withdraw, name="withdrawal"),
    path("welcome/", welcome.show, name="welcome"),
    path("welcome/<int:step>/", welcome.step, name="step"),
    path("welcome/greeting/", welcome.greeted, name="greeting"),
    path("welcome/closing/", welcome.close, name="closing"),
]
