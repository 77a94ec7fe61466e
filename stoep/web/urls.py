"""Addresses of the shell."""

from django.urls import path

from stoep.web.views import about, home, kept, pages

app_name = "web"
urlpatterns = [
    path("", home.show, name="home"),
    path("new-items/", home.news, name="news"),
    path("seen/", home.seen, name="seen"),
    path("about/privacy/", about.privacy, name="privacy"),
    path("about/rules/", about.rules, name="rules"),
    path("healthz", pages.healthz, name="health"),
    path("offline/", pages.offline, name="offline"),
    path("kept/", kept.show, name="kept"),
    path("sw.js", pages.service_worker, name="service-worker"),
    path(".well-known/security.txt", pages.security_txt, name="security"),
]
