"""Stepping in as a described person, with `--demo` only."""

from django.urls import path

from stoep.demo import views

app_name = "demo"
urlpatterns = [path("step-in/<str:handle>/", views.step_in, name="step-in")]
