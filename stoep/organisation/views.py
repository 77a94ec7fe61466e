"""The colour of the organisation as a style sheet, and the web app manifest."""

from __future__ import annotations

import re

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from stoep.media.files import path_of
from stoep.organisation.queries import organisation
from stoep.ui.assets import asset_url

_HEX = re.compile(r"^[0-9a-f]{6}$")


@require_safe
def brand(request: HttpRequest, colour: str) -> HttpResponse:
    """The one colour a style sheet sets; its address names the colour, so it is cached for ever."""
    if not _HEX.match(colour):
        raise Http404
    response = HttpResponse(f"@layer brand {{ :root {{ --brand: #{colour}; }} }}\n", content_type="text/css")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_safe
def logo(request: HttpRequest, file_id: int) -> FileResponse:
    """The logo; its address names the file, so it is cached for ever."""
    ours = organisation()
    if ours is None or ours.logo is None or ours.logo_id != file_id:
        raise Http404
    response = FileResponse(path_of(ours.logo).open("rb"), content_type="image/webp")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to put the network on its home screen."""
    ours = organisation()
    icons = [
        {
            "src": asset_url(f"ui/icons/app-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    name = ours.name if ours else "Stoep"
    answer = {
        "name": name,
        "short_name": name[:12],
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f4f2",
        "theme_color": "#f6f4f2",
        "icons": icons,
    }
    response = JsonResponse(answer, content_type="application/manifest+json")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
