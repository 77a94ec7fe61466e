from __future__ import annotations

import json
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stoep.kernel.health import report
from stoep.ui.assets import BUNDLE, HTMX, asset_url, sources, version

WORKER = "ui/service-worker.js"


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    health = report()
    return JsonResponse(health, status=200 if health["ok"] else 503)


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "web/offline.html")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, told which files make up the shell of this version, and where what it sends waits."""
    modules = [path for path in sources() if path.startswith("ui/") and path.endswith(".js") and path != WORKER]
    shell = [asset_url(path) for path in (BUNDLE, HTMX, "ui/fonts/schibsted-grotesk.woff2", *sorted(modules))]
    told = {"VERSION": version(), "SHELL": [*shell, "/offline/"], "OUTBOX": asset_url("ui/outbox.js")}
    names = "\n".join(f"const {name} = {json.dumps(value)}" for name, value in told.items())
    text = f"{names}\n{sources()[WORKER].read_text(encoding='utf-8')}"
    response = HttpResponse(text, content_type="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    contact = f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}" if settings.SENDS_MAIL else f"{settings.SITE}/"
    expires = (timezone.now() + timedelta(days=365)).strftime("%Y-%m-%dT00:00:00Z")
    text = f"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: nl, en\n"
    return HttpResponse(text, content_type="text/plain")
