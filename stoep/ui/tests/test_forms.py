"""The field for a name."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.test import SimpleTestCase

from stoep.ui.forms import NameField


class NameFieldTests(SimpleTestCase):
    def test_it_gives_the_name_as_people_see_it(self) -> None:
        self.assertEqual(NameField(max_length=7).clean(" Har\u200bbour "), "Harbour")

    def test_it_refuses_what_shows_nothing(self) -> None:
        with self.assertRaises(ValidationError) as refused:
            NameField().clean("\u202e")
        self.assertEqual(refused.exception.code, "invisible")

    def test_nothing_typed_is_what_the_field_says_of_nothing(self) -> None:
        self.assertEqual(NameField(required=False).clean(""), "")
        with self.assertRaises(ValidationError) as refused:
            NameField().clean(" ")
        self.assertEqual(refused.exception.code, "required")
