"""Addresses of administration."""

from django.urls import path

from stoep.administration.views import functions, health, invitations, mail, organisation, people, person, sheets

app_name = "administration"
urlpatterns = [
    path("admin/", health.overview_page, name="overview"),
    path("admin/organisation/", organisation.show, name="organisation"),
    path("admin/organisation/contrast/", organisation.contrast, name="contrast"),
    path("admin/people/", people.listing, name="people"),
    path("admin/people/add/", people.add, name="add"),
    path("admin/people/<id:person_id>/", person.show, name="person"),
    path("admin/people/<id:person_id>/role/", person.role, name="role"),
    path("admin/people/<id:person_id>/moderator/", person.moderator, name="moderator"),
    path("admin/people/<id:person_id>/sessions/", person.sessions, name="sessions"),
    path("admin/people/<id:person_id>/link/", person.link, name="link"),
    path("admin/people/<id:person_id>/active/", person.active, name="active"),
    path("admin/import/", sheets.bring, name="sheets"),
    path("admin/import/<id:sheet_id>/", sheets.show, name="sheet"),
    path("admin/import/<id:sheet_id>/report.csv", sheets.report, name="report"),
    path("admin/import/<id:sheet_id>/making/", sheets.make, name="making"),
    path("admin/import/<id:sheet_id>/removal/", sheets.remove, name="removal"),
    path("admin/import/<id:sheet_id>/links/", sheets.links, name="links"),
    path("admin/import/<id:sheet_id>/mailing/", sheets.mail, name="mailing"),
    path("admin/invitations/", invitations.listing, name="invitations"),
    path("admin/invitations/<id:invitation_id>/withdrawal/", invitations.withdraw, name="withdrawal"),
    path("admin/mail/", mail.show, name="mail"),
    path("admin/mail/try/", mail.start, name="mail-try"),
    path("admin/mail/answer/", mail.answer, name="mail-answer"),
    path("admin/functions/", functions.show, name="functions"),
    path("admin/health/", health.show, name="health"),
]
