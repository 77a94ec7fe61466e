"""Which language a text is in, by its commonest small words."""

from __future__ import annotations

import re

_SMALL_WORDS = {
    "nl": frozenset(
        [
            "de",
            "het",
            "een",
            "en",
            "van",
            "ik",
            "te",
            "dat",
            "die",
            "in",
            "is",
            "niet",
            "voor",
            "met",
            "op",
            "aan",
            "er",
            "ook",
            "maar",
            "om",
            "wij",
            "we",
            "je",
            "als",
            "bij",
            "nog",
            "naar",
            "dan",
            "zijn",
            "was",
            "hebben",
            "wordt",
            "wel",
            "geen",
            "deze",
            "heeft",
            "jullie",
            "kan",
            "waar",
            "hoe",
            "wat",
        ]
    ),
    "en": frozenset(
        [
            "the",
            "a",
            "an",
            "and",
            "of",
            "i",
            "to",
            "that",
            "in",
            "is",
            "not",
            "for",
            "with",
            "on",
            "at",
            "there",
            "also",
            "but",
            "we",
            "you",
            "as",
            "by",
            "still",
            "then",
            "are",
            "was",
            "have",
            "has",
            "this",
            "it",
            "can",
            "where",
            "how",
            "what",
            "be",
            "or",
            "from",
            "your",
            "if",
            "do",
        ]
    ),
}
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, otherwise: str) -> str:
    """Return "nl" or "en" for `text`, or `otherwise` when its words do not say."""
    words = _WORD.findall(text[:2000].casefold())
    hits = {language: sum(word in small for word in words) for language, small in _SMALL_WORDS.items()}
    best, other = sorted(hits, key=lambda language: -hits[language])
    return best if hits[best] > hits[other] else otherwise
