"""Addresses of notifications."""

from django.urls import path

from stoep.notifications.views import listing

app_name = "notifications"
urlpatterns = [
    path("notifications/", listing.show, name="list"),
    path("notifications/read/", listing.read, name="read"),
]
