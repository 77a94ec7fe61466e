from unittest import TestCase

from stoep.kernel.sealing import CannotUnseal, seal, unseal


class SealingTests(TestCase):
    def test_what_was_sealed_is_read_again_and_not_seen(self) -> None:
        sealed = seal("smtp://ik:geheim@mail")
        self.assertNotIn("geheim", sealed)
        self.assertEqual(unseal(sealed), "smtp://ik:geheim@mail")

    def test_a_changed_text_is_refused(self) -> None:
        sealed = seal("geheim")
        changed = sealed[:-10] + ("A" if sealed[-10] != "A" else "B") + sealed[-9:]
        for text in (changed, "", "een", "é"):
            with self.subTest(text), self.assertRaises(CannotUnseal):
                unseal(text)
