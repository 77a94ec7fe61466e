"""Markdown as people type it, to safe HTML; rendered once, when it is written.

`read` parses a source and finds its marked words (`@name`, `#subject`, a bare path `/x/1/`) and links; the caller
says what they stand for; `Document.render` gives HTML in which places that can change later are left empty
(`<ref n="0"></ref>`) and filled by `fill` for each reader. HTML in the source is text. Everything passes one sanitiser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

MAX_SOURCE = 20_000  # characters; the parser is quadratic on hostile input (facts: 50 kB of "[" takes 1.6 s)
LEAD_TEXT = 1_200
LONG_HTML = 3_000
_WORD = re.compile(r"[@#](\w[\w.-]*\w|\w)")
_PATH = re.compile(r"(?<![^\s(])/[a-z]+/\d{1,19}/(?:\?at=\d{1,19})?(?:#r\d{1,19})?(?![\w/#?])")
_BLOCK_END = re.compile(r"</(?:p|li|h3|h4|blockquote|pre|td|th|dt|dd)>|<[bh]r>")
_TAG = re.compile(r"<[^>]*>")
_REF = re.compile(r'<ref n="(\d+)"></ref>')
_OWN_REL = re.compile(r'(<a href="/(?!/)[^"]*"(?: class="[^"]*")?) rel="noopener nofollow"')
_TAGS = {
    "a", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h3", "h4", "hr", "i", "kbd", "li", "ol",
    "p", "pre", "ref", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "class"}, "ref": {"n"}, "ol": {"start"}}

Place = Sequence[object]
Resolve = Callable[[str, str], str | Place | None]


class TooLong(ValueError):
    """The source is longer than `MAX_SOURCE` characters."""


def _marked_word(state: StateInline, silent: bool) -> bool:
    """Inline rule: a word after @ or #, not in the middle of another word or address."""
    if state.src[state.pos] not in "@#":
        return False
    if state.pos and (state.src[state.pos - 1].isalnum() or state.src[state.pos - 1] in "/&_"):
        return False
    found = _WORD.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("word", "", 0)
        token.content, token.meta = found.group(0), {"mark": found.group(0)[0], "word": found.group(1)}
    state.pos = found.end()
    return True


def _marked_paths(state: StateCore) -> None:
    """Core rule: a bare path of this site, such as /x/1/, is a marked word, outside links and code."""
    for block in state.tokens:
        if "/" in block.content and block.children:
            block.children = [part for token in _with_depth(block.children) for part in _paths_in(*token)]


def _with_depth(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type in ("link_open", "link_close") else 0
        yield token, depth


def _paths_in(token: Token, depth: int) -> Iterator[Token]:
    end = 0
    for found in _PATH.finditer(token.content) if token.type == "text" and not depth else ():
        yield _text(token.content[end : found.start()])
        word = Token("word", "", 0)
        word.content, word.meta, end = found.group(0), {"mark": "/", "word": found.group(0)}, found.end()
        yield word
    yield _text(token.content[end:]) if end else token


def _parser() -> MarkdownIt:
    options = {"html": False, "linkify": True, "breaks": True, "maxNesting": 20, "typographer": False}
    parser = MarkdownIt("commonmark", options).enable(["linkify", "strikethrough", "table"]).disable("image")
    parser.inline.ruler.push("word", _marked_word)
    parser.core.ruler.push("path", _marked_paths)
    return parser


_PARSER = _parser()


def sanitised(html: str) -> str:
    """Return `html` with only the tags and attributes that text may have."""
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener nofollow",
    )
    return _OWN_REL.sub(r"\1", clean)


def lead_of(html: str) -> str:
    """Return the first part of long sanitised `html` that was not written as Markdown; "" when it is short."""
    if len(html) <= LONG_HTML:
        return ""
    return f"<p>{plain(html)[:LEAD_TEXT].rsplit(' ', 1)[0]}…</p>"


def plain(html: str) -> str:
    """Return the text of `html` without tags."""
    return nh3.clean(html, tags=set(), clean_content_tags={"script", "style"}).strip()


def words_of(source: str, limit: int = 90) -> str:
    """Return the words of Markdown without its marks, on one line, cut at a word with one "…"."""
    inline = (token for token in read(source[: limit * 8]).tokens if token.type in ("inline", "fence", "code_block"))
    return cut(" ".join(_words(token) for token in inline), limit)


def _words(block: Token) -> str:
    return "".join(token.content or " " * token.type.endswith("break") for token in block.children or [block])


def words_of_html(html: str, limit: int = 90) -> str:
    """Return the words of sanitised `html` on one line, cut at a word with one "…"."""
    return cut(unescape(_TAG.sub("", _BLOCK_END.sub(" ", html))), limit)


def cut(text: str, limit: int) -> str:
    """Return `text` on one line; longer than `limit` it ends at a word, with one "…"."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" .,;:…") + "…"


def fill(html: str, strings: Sequence[str]) -> str:
    """Return `html` with its empty places filled; `strings` are HTML, in the order of the places."""
    if not strings:
        return html
    return _REF.sub(lambda found: strings[int(found.group(1))], html)


@dataclass(frozen=True)
class Rendered:
    """HTML with empty places, the places, and the lead: the first part of a long text ("" when it is short)."""

    html: str
    lead: str = ""
    places: list[Place] = field(default_factory=list)


class Document:
    """A parsed source."""

    def __init__(self, source: str) -> None:
        if len(source) > MAX_SOURCE:
            raise TooLong
        self.tokens = _PARSER.parse(source.replace("\x00", ""))

    def _inline(self) -> list[Token]:
        return [child for token in self.tokens for child in token.children or ()]

    def words(self, mark: str) -> list[str]:
        """Return the words marked with `mark` (@, # or /), in order, once each."""
        found = (token.meta["word"] for token in self._inline() if token.type == "word" and token.meta["mark"] == mark)
        return list(dict.fromkeys(found))

    def links(self) -> list[str]:
        """Return the addresses linked to, in order, once each."""
        found = (str(token.attrs["href"]) for token in self._inline() if token.type == "link_open")
        return list(dict.fromkeys(found))

    def render(self, resolve: Resolve) -> Rendered:
        """Return the HTML. `resolve(mark, word)` says what a word after "@", "#" or "/", or a bare "link", becomes.

        A string is HTML for now and always; a place is left empty and kept; None leaves the text as it was typed.
        """
        places: list[Place] = []
        for token in self.tokens:
            if token.children:
                token.children = _resolved(token.children, resolve, places)
        html = sanitised(_PARSER.renderer.render(self.tokens, _PARSER.options, {}))
        return Rendered(html, self._lead(html), places)

    def _lead(self, html: str) -> str:
        if len(html) <= LONG_HTML:
            return ""
        end = 0
        for position, token in enumerate(self.tokens):
            if token.level == 0 and token.nesting <= 0:
                part = sanitised(_PARSER.renderer.render(self.tokens[: position + 1], _PARSER.options, {}))
                if len(part) > LONG_HTML:
                    break
                end = position + 1
                if len(part) > LEAD_TEXT:
                    break
        if end:
            return sanitised(_PARSER.renderer.render(self.tokens[:end], _PARSER.options, {}))
        return lead_of(html)


def read(source: str) -> Document:
    """Parse `source`. Raises `TooLong`."""
    return Document(source)


def _resolved(children: list[Token], resolve: Resolve, places: list[Place]) -> list[Token]:
    """Return the inline tokens with marked words and bare links put as `resolve` says."""
    out: list[Token] = []
    skip_to = 0
    for position, token in enumerate(children):
        if position < skip_to:
            continue
        answer = _answer(children, position, resolve)
        if answer is None:
            out.append(_text(token.content) if token.type == "word" else token)
            continue
        skip_to = position + (1 if token.type == "word" else 3)
        made = Token("html_inline", "", 0)
        made.content = answer if isinstance(answer, str) else f'<ref n="{len(places)}"></ref>'
        if not isinstance(answer, str):
            places.append(answer)
        out.append(made)
    return out


def _answer(children: list[Token], position: int, resolve: Resolve) -> str | Place | None:
    token = children[position]
    if token.type == "word":
        return resolve(token.meta["mark"], token.meta["word"])
    bare = token.type == "link_open" and token.markup in ("linkify", "autolink")
    return resolve("link", str(token.attrs["href"])) if bare else None


def _text(content: str) -> Token:
    text = Token("text", "", 0)
    text.content = content
    return text
