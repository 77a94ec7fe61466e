"""Addresses of the brand."""

from django.urls import path

from stoep.organisation import views

app_name = "organisation"
urlpatterns = [
    path("brand/<slug:colour>.css", views.brand, name="brand"),
    path("brand/logo/<id:file_id>/", views.logo, name="logo"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
