"""The one page of the thin site."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

SQL = (
    "SELECT p.id, p.title, p.body, u.username FROM post p JOIN auth_user u ON u.id = p.author_id"
    " ORDER BY p.id DESC LIMIT 20"
)


def feed(request: HttpRequest) -> HttpResponse:
    """Show 20 rows to who is signed in."""
    assert request.user.is_authenticated
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        rows = cursor.fetchall()
    return render(request, "page.html", {"rows": rows, "user": request.user})


urlpatterns = [path("", feed)]
