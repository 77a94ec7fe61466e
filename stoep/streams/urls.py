"""Addresses of topics and of following."""

from django.urls import path

from stoep.streams.views import topic

app_name = "streams"
urlpatterns = [
    path("t/<str:name>/", topic.show, name="topic"),
    path("t/<str:name>/following/", topic.followed, name="topic-following"),
    path("p/<str:handle>/following/", topic.person_followed, name="person-following"),
    path("complete/topics/", topic.complete, name="complete"),
]
