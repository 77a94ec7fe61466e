"""Pages that say what reached them, for the tests of the bridge."""

from __future__ import annotations

import hashlib
import os
import threading

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.urls import path, re_path

PATH_VARIABLE = "BRIDGE_TEST_FILE"
gate = threading.Event()
entered = threading.Semaphore(0)


def echo(request: HttpRequest, name: str = "") -> HttpResponse:
    """Say what came in."""
    body = request.read()
    seen = {key: value for key, value in request.META.items() if isinstance(value, str)}
    kind = type(request.environ["wsgi.input"]._file).__name__  # type: ignore[attr-defined]
    said = {"name": name, "length": len(body), "hash": hashlib.sha256(body).hexdigest(), "kind": kind, "meta": seen}
    return JsonResponse(said)


def file(request: HttpRequest) -> FileResponse:
    """Hand a file over."""
    return FileResponse(open(os.environ[PATH_VARIABLE], "rb"), content_type="application/octet-stream")


def wait(request: HttpRequest) -> HttpResponse:
    """Answer when the gate opens."""
    entered.release()
    gate.wait(10)
    return HttpResponse("through")


def long(request: HttpRequest) -> HttpResponse:
    """Say much."""
    return HttpResponse("So much to say. " * 500)


def broken(request: HttpRequest) -> HttpResponse:
    """Fail."""
    raise ZeroDivisionError


urlpatterns = [
    path("echo/", echo),
    re_path(r"^name/(?P<name>.*)/$", echo),
    path("file/", file),
    path("wait/", wait),
    path("long/", long),
    path("broken/", broken),
]
