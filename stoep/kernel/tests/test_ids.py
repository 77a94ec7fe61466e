"""Ids in addresses and fields: what no row can have is no id, and never an error."""

from __future__ import annotations

from django.test import SimpleTestCase

from stoep.kernel.ids import MAX_ID, id_in
from tests.world import WorldTestCase

NO_IDS = ("", "-1", "x", "²", "٣", "1e3", str(MAX_ID + 1), "9" * 30, "1\0")


class IdInTests(SimpleTestCase):
    def test_a_number_is_read_and_anything_else_is_none(self) -> None:
        self.assertEqual((id_in("42"), id_in(str(MAX_ID)), id_in(None)), (42, MAX_ID, 0))
        self.assertEqual({id_in(text) for text in NO_IDS}, {0})


class AddressTests(WorldTestCase):
    def test_numbers_out_of_reach_are_no_error(self) -> None:
        self.client.force_login(self.bilal)
        for number in (MAX_ID, MAX_ID + 1, 10**25):
            self.assertEqual(self.client.get(f"/i/{number}/").status_code, 404)
            for page in (
                "/",
                self.question.get_absolute_url(),
                "/t/market/",
                "/g/square/",
                "/saved/",
                "/notifications/",
            ):
                address = f"{page}?before={number}&after={number}&removed={number}"
                self.assertEqual(self.client.get(address).status_code, 200, address)
