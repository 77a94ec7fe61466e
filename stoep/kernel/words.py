"""Text of one line as people see it: without the characters that show nothing or turn the line around."""

from __future__ import annotations

import re
from unicodedata import category, normalize

_MARKS_THAT_SHOW = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # letters and signs that are drawn as nothing
_JOINERS = "\u200c\u200d"
# Persian, the scripts of India and signs made of several need a joiner; between Latin letters it only makes two
# names look the same.
_JOINED = "\u0600-\u1dff\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ua840-\uabff\ufb50-\ufdff\ufe0f\U00010a00-\U0001faff"
_LOOSE_JOINER = re.compile(f"(?<![{_JOINED}])[{_JOINERS}]|[{_JOINERS}](?![{_JOINED}])")


def _hides(sign: str) -> bool:
    if sign in _JOINERS or sign in _MARKS_THAT_SHOW or sign.isspace():
        return False
    return sign in _BLANKS or category(sign) in ("Cc", "Cf", "Cs", "Co")


def visible_text(text: str) -> str:
    """Return `text` as one line without what hides in it; "" when nothing of it can be seen."""
    shown = "".join(sign for sign in normalize("NFC", text) if not _hides(sign))
    line = " ".join(_LOOSE_JOINER.sub("", shown).split())
    return line if any(category(sign)[0] in "LNPS" for sign in line) else ""
