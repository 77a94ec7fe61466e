"""Addresses of groups."""

from django.urls import path

from stoep.groups.views import admin, group, invitation, member, membership, state

app_name = "groups"
urlpatterns = [
    path("g/", group.listing, name="directory"),
    path("g/new/", group.create, name="new"),
    path("g/overlap/", group.overlap, name="overlap"),
    path("g/<slug:slug>/", group.show, name="group"),
    path("g/<slug:slug>/about/", group.about, name="about"),
    path("g/<slug:slug>/members/", member.listing, name="members"),
    path("g/<slug:slug>/edit/", group.edit, name="edit"),
    path("g/<slug:slug>/archive/", state.archive, name="archive"),
    path("g/<slug:slug>/sleep/", state.sleep, name="sleep"),
    path("g/<slug:slug>/lead/", state.lead, name="lead"),
    path("g/<slug:slug>/join/", membership.create, name="join"),
    path("g/<slug:slug>/leave/", membership.remove, name="leave"),
    path("g/<slug:slug>/request/", membership.ask, name="request"),
    path("g/<slug:slug>/request/<str:handle>/", member.answer, name="answer"),
    path("g/<slug:slug>/invitation/", invitation.create, name="invitation"),
    path("g/<slug:slug>/addition/", invitation.add, name="addition"),
    path("g/<slug:slug>/members/<str:handle>/", member.change, name="member"),
    path("admin/groups/", admin.listing, name="admin-groups"),
    path("admin/groups/<id:group_id>/", admin.group, name="admin-group"),
    path("admin/groups/<id:group_id>/leader/", admin.leader, name="admin-leader"),
]
