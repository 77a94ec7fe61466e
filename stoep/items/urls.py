"""Addresses of items."""

from django.urls import path

from stoep.items.views import item, marks, new, pin

app_name = "items"
urlpatterns = [
    path("new/<slug:kind>/", new.create, name="new"),
    path("saved/", marks.saved, name="saved"),
    path("i/<id:item_id>/", item.show, name="item"),
    path("i/<id:item_id>/menu/", item.menu, name="menu"),
    path("i/<id:item_id>/edit/", item.edit, name="edit"),
    path("i/<id:item_id>/history/", item.history, name="history"),
    path("i/<id:item_id>/removal/", item.remove, name="removal"),
    path("i/<id:item_id>/restoration/", item.restore, name="restoration"),
    path("i/<id:item_id>/replies/", new.create_reply, name="replies"),
    path("i/<id:item_id>/reaction/", marks.reaction, name="reaction"),
    path("i/<id:item_id>/bookmark/", marks.bookmarked, name="bookmark"),
    path("i/<id:item_id>/following/", marks.followed, name="following"),
    path("i/<id:item_id>/answer/", marks.answered, name="answer"),
    path("i/<id:item_id>/pin/", pin.pinned, name="pin"),
    path("i/<id:item_id>/read/", marks.read, name="read"),
]
