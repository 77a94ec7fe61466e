"""Addresses of keeping order."""

from django.urls import path

from stoep.moderation.views import access, audit

app_name = "moderation"
urlpatterns = [
    path("admin/audit/", audit.listing, name="audit"),
    path("access/", access.listing, name="accesses"),
    path("access/<id:access_id>/", access.show, name="access"),
    path("access/<id:access_id>/answer/", access.answer, name="access-answer"),
    path("access/<id:access_id>/end/", access.end, name="access-end"),
]
