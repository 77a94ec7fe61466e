"""One word for one thing: strays from the word list, in the Dutch catalogue and the Dutch documents."""

from __future__ import annotations

import re
from unittest import TestCase

from babel.messages.pofile import read_po

from config.environment import ROOT

WORDS = (  # an English word, what a Dutch sentence then must hold, and what it must not
    (r"\bleaders?\b", r"trek|leid", r"\bhosts?\b|beheerder|leider"),
    (r"\breactions?\b", r"waardering", r"\blikes?\b|\breacties?\b"),
    (r"\bnotifications?\b", r"melding", r"notificatie|kennisgeving"),
    (r"\bannouncements?\b", r"mededeling", r"aankondiging"),
    (r"\brepl(?:y|ies)\b", r"reactie|reageer|reageren|antwoord", r"\breply\b"),
    (r"\btopics?\b", r"onderwerp", r"\btopics?\b"),
    (r"\bguests?\b", r"gast", r"\bguest\b|bezoeker"),
    (r"\badministrators?\b", r"beheer", r"admin\b|administrator"),
)
NEVER = r"(?i)\boeps\b|\bsorry\b|!(?!\[)|\bU\b(?! ?[0-9])|\busers?\b|\bgebruikers?\b|\bcommunity\b|\bfeed\b"


def strays(english: str, dutch: str) -> list[str]:
    """Return what is wrong with the words of a translation."""
    english, dutch = (re.sub(r"%\(\w+\)[sd]", "…", text) for text in (english, dutch))
    wrong = [] if not re.search(NEVER, dutch) else [f"“{dutch}” holds a word that is never used"]
    for word, wanted, unwanted in WORDS:
        if re.search(word, english, re.I):
            if not re.search(wanted, dutch, re.I):
                wrong.append(f"“{english}” → “{dutch}”: one of {wanted}")
            if re.search(unwanted, re.sub(wanted, "", dutch, flags=re.I), re.I) and not _names_both(english):
                wrong.append(f"“{english}” → “{dutch}”: not {unwanted}")
    return wrong


def _names_both(english: str) -> bool:
    """Say whether a sentence names two things whose words are each other's strays: leaders and admins, and so on."""
    pairs = (("leader", "administrator"), ("reaction", "repl"))
    return any(all(word in english.casefold() for word in pair) for pair in pairs)


class WordTests(TestCase):
    def test_the_catalogue_keeps_to_the_list(self) -> None:
        wrong = []
        with (ROOT / "locale/nl/LC_MESSAGES/django.po").open("rb") as file:
            for message in read_po(file, locale="nl"):
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                texts = message.string if isinstance(message.string, tuple) else (message.string,)
                wrong += [
                    stray for english in ids[:1] if english for dutch in texts for stray in strays(english, dutch)
                ]
        self.assertEqual(wrong, [], "\n".join(wrong))

    def test_dutch_documents_keep_to_it(self) -> None:
        for page in (ROOT / "docs").rglob("*.nl.md"):
            self.assertNotRegex(page.read_text("utf-8"), r"(?i)\bnotificatie|\boeps\b|\bgroepshost\b|\blikes?\b", page)

    def test_a_stray_is_found(self) -> None:
        self.assertTrue(strays("Make leader", "Maak beheerder"))
        self.assertTrue(strays("Your reactions", "Je reacties"))
        self.assertTrue(strays("Notifications", "Notificaties"))
        self.assertTrue(strays("Saved", "Bewaard!"))
        self.assertEqual(strays("Make leader", "Maak trekker"), [])
