"""Founding a network in the browser."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from PIL import Image

from stoep.organisation.actions import open_set_up
from stoep.organisation.models import Organisation
from stoep.organisation.queries import forget

FIELDS = {
    "organisation": "Lichtwaard",
    "language": "nl",
    "accent": "#0a7d55",
    "name": "Noor Wiersma",
    "password": "een twee drie vier",
}


def png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (width, height), (10, 125, 85, 128)).save(out, "PNG")
    return out.getvalue()


class SetUpTests(TestCase):
    def setUp(self) -> None:
        forget()
        self.addCleanup(forget)

    def test_the_logo_is_kept_whole_and_shown(self) -> None:
        logo = SimpleUploadedFile("logo.png", png(1000, 200), "image/png")
        answer = self.client.post(f"/set-up/{open_set_up()}/", {**FIELDS, "logo": logo})
        self.assertEqual(answer.status_code, 303)
        forget()
        ours = Organisation.objects.get()
        self.assertContains(self.client.get("/"), f"/brand/logo/{ours.logo_id}/")
        shown = self.client.get(f"/brand/logo/{ours.logo_id}/")
        with Image.open(io.BytesIO(b"".join(shown.streaming_content))) as image:  # type: ignore[attr-defined]
            self.assertEqual((image.width, image.height, image.mode), (512, 102, "RGBA"))

    def test_a_wrong_file_loses_nothing_typed(self) -> None:
        token = open_set_up()
        logo = SimpleUploadedFile("logo.svg", b"<svg onload=alert(1)>", "image/svg+xml")
        answer = self.client.post(f"/set-up/{token}/", {**FIELDS, "logo": logo})
        self.assertContains(answer, "Noor Wiersma", status_code=422)
        self.assertEqual(self.client.post(f"/set-up/{token}/", FIELDS).status_code, 303)
        self.assertEqual(self.client.post(f"/set-up/{token}/", FIELDS).status_code, 404)
