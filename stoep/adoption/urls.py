"""Addresses of coming in."""

from django.urls import path

from stoep.adoption.views import arrival, domain, invitation, welcome

app_name = "adoption"
urlpatterns = [
    path("set-up/<str:token>/", arrival.found, name="set-up"),
    path("join/", domain.come_in, name="at-domain"),
    path("join/<str:token>/", arrival.arrive, name="arrive"),
    path("invite/", invitation.create, name="invite"),
    path("invite/team/", invitation.create_team, name="team"),
    path("invite/team/<id:link_id>/link/", invitation.show_team_again, name="team-link"),
    path("invite/team/<id:link_id>/withdrawal/", invitation.withdraw_team, name="team-withdrawal"),
    path("invite/<id:invitation_id>/link/", invitation.show_again, name="link"),
    path("invite/<id:invitation_id>/reminder/", invitation.remind, name="reminder"),
    path("invite/<id:invitation_id>/withdrawal/", invitation.withdraw, name="withdrawal"),
    path("welcome/", welcome.show, name="welcome"),
    path("welcome/<int:step>/", welcome.step, name="step"),
    path("welcome/greeting/", welcome.greeted, name="greeting"),
    path("welcome/closing/", welcome.close, name="closing"),
]
