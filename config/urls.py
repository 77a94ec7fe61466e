"""Who answers."""

from django.urls import include, path

urlpatterns = [
    path("", include("stoep.web.urls")),
    path("", include("stoep.integrations.urls")),
    path("", include("stoep.administration.urls")),
    path("", include("stoep.organisation.urls")),
    path("", include("stoep.adoption.urls")),
    path("", include("stoep.moderation.urls")),
    path("", include("stoep.demo.urls")),
    path("", include("stoep.notifications.urls")),
    path("", include("stoep.streams.urls")),
    path("", include("stoep.items.urls")),
    path("", include("stoep.groups.urls")),
    path("", include("stoep.people.urls")),
]
handler400 = "stoep.ui.errors.bad_request"
handler403 = "stoep.ui.errors.forbidden"
handler404 = "stoep.ui.errors.not_found"
handler500 = "stoep.ui.errors.server_error"
