"""Addresses of what came from elsewhere."""

from django.urls import path

from stoep.integrations.views import claims, old

app_name = "integrations"
urlpatterns = [
    path("from/<str:source>/<slug:kind>/<str:external_id>/", old.lead, name="from"),
    path("claims/", claims.listing, name="claims"),
    path("claims/<id:claim_id>/", claims.answer, name="claim"),
    path("p/<str:handle>/claim/", claims.ask, name="ask"),
]
