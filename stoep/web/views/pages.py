from __future__ import annotations

from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stoep.kernel.health import report
from stoep.ui.assets import BUNDLE, HTMX, asset_url, sources, version


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    health = report()
    return JsonResponse(health, status=200 if health["ok"] else 503)


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    response = render(request, "web/offline.html")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, told which files make up the shell of this version."""
    shell = [asset_url(path) for path in (BUNDLE, HTMX, "ui/boot.js", "ui/fonts/schibsted-grotesk.woff2")]
    source = Path(sources()["ui/service-worker.js"]).read_text(encoding="utf-8")
    names = ", ".join(f'"{path}"' for path in [*shell, "/offline/"])
    text = f'const VERSION = "{version()}"\nconst SHELL = [{names}]\n{source}'
    response = HttpResponse(text, content_type="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    contact = f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}" if settings.SENDS_MAIL else f"{settings.SITE}/"
    expires = (timezone.now() + timedelta(days=365)).strftime("%Y-%m-%dT00:00:00Z")
    text = f"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: nl, en\n"
    return HttpResponse(text, content_type="text/plain")
