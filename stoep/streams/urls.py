"""Addresses of topics, of following, and of topics for admins."""

from django.urls import path

from stoep.streams.views import admin, topic

app_name = "streams"
urlpatterns = [
    path("t/<str:name>/", topic.show, name="topic"),
    path("t/<str:name>/following/", topic.followed, name="topic-following"),
    path("p/<str:handle>/following/", topic.person_followed, name="person-following"),
    path("admin/topics/", admin.topics, name="admin-topics"),
    path("admin/topics/<str:name>/", admin.topic, name="admin-topic"),
    path("admin/topics/<str:name>/merge/", admin.merge, name="admin-merge"),
    path("complete/topics/", topic.complete, name="complete"),
]
