"""Tokens, sentences, paragraphs and zones: the first cut through an article.

One pass of one regular expression makes the tokens, and sentence ends are decided on tokens, so no sentence ever
begins inside one. Everything runs in time linear in the length of the text, whatever the text is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final, cast

from loaders.article import Article
from loaders.reading import dates, numbers
from loaders.reading.document import Document, Sentence, Token, Zone
from loaders.reading.elliptic_sums import with_currencies
from loaders.reading.layout import dateline, is_boilerplate, is_heading, paragraphs
from loaders.reading.publication import datelined, reported
from loaders.reading.shared_currencies import settled
from loaders.reading.spans import reckoned_from
from loaders.reading.tables import either, table

_TABLE: Final = table("segments")
_TITLES: Final = frozenset[str](_TABLE["titles"])
_BEFORE_NUMBER: Final = frozenset[str](_TABLE["before_number"])
_MAYBE: Final = frozenset[str](_TABLE["maybe"])
_STARTERS: Final = frozenset[str](_TABLE["starters"])
_ASKED: Final = frozenset[str](_TABLE["asked"])
_PREFIXES: Final = frozenset[str](_TABLE["prefixes"])
_SUFFIXES: Final = frozenset[str](_TABLE["suffixes"])

_PART: Final = r"[\w\u0300-\u036f\u00ad]"
_HYPHENS: Final = "-\u2010\u2011\u2012\u2013"
_APOSTROPHES: Final = "'\u2019\u02bc"
_UPPER: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻŅŃŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽƏ"
_DOTTED: Final = either(word for word in _TITLES | _MAYBE | _BEFORE_NUMBER if word[0].isupper())
_WORD: Final = rf"{_PART}+(?:[{_APOSTROPHES}]{_PART}+)*"
_TOKEN: Final = re.compile(
    r"[A-Za-z]+(?=[\s,])"  # most words: found first, nothing else is tried
    r"|https?://[^\s<>\"“”]{0,300}[\w/]|www\.[^\s<>\"“”]{0,200}[\w/]"
    r"|\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th|s|[A-Z])(?!\w))?"
    r"|[^\W\d_](?:\.[^\W\d_])+(?!\w)\.?"
    rf"|(?:{_DOTTED}|[{_UPPER}])\.(?=[^\S\n]*[^\s.])"
    rf"|{_WORD}(?:[{_HYPHENS}]{_WORD})*(?:\.(?i:{either(_TABLE['domains'])})(?!\w))?"
    r"|\.\.+|--+|\S"
)
_INNER: Final = re.compile(rf"[{_HYPHENS}]")
_POSSESSIVE: Final = re.compile(rf"[{_APOSTROPHES}][sS]$")

_TERMINAL: Final = frozenset(".!?…")
_CLOSERS: Final = frozenset("\"”’'»)]“")
_CLOSING: Final = _CLOSERS | _TERMINAL
_QUOTES: Final = frozenset("\"”’'»“")
_OPENERS: Final = frozenset("\"“‘'«(['„")
_DASHES: Final = frozenset(("-", "–", "—", "--", "•", "*", "·"))


_LONGEST: Final = 300
"""Tokens of a sentence, lists with all their items included."""


_token: Final = cast(
    "Callable[[tuple[int, int, str]], Token]",
    partial(tuple.__new__, Token),  # pyright: ignore[reportUnknownMemberType]
)
"""A token of its fields, in half the time that its class needs."""


def tokens(text: str, start: int = 0) -> tuple[Token, ...]:
    """The words, numbers and marks of ``text[start:]``, in order; white space between them is in none.

    A possessive ``’s`` is a token of its own. A compound is cut at a hyphen or en dash between two capitalized words
    (``Almaty–Khorgos``) and before a participle that turns a name into an adjective (``Bank-financed``); any other
    compound stays whole (``large-scale``, ``Kambarata-1``). ``U.S.``, ``Mr.`` and initials (``K.``) keep their dots.
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start):
        word = match.group()
        if len(word) > 2 and not word.isalnum() and word[0].isalpha():
            found.extend(_pieces(word, match.start()))
        else:
            found.append(_token((*match.span(), word)))
    return tuple(found)


def _pieces(word: str, start: int) -> Iterator[Token]:
    """A word with apostrophes or hyphens, cut where ``tokens`` says."""
    possessive = _POSSESSIVE.search(word)
    stem = word[: possessive.start()] if possessive else word
    begin = part = 0
    for hyphen in _INNER.finditer(stem) if "/" not in stem else ():
        end = _INNER.search(stem, hyphen.end())
        left, part = stem[part : hyphen.start()], hyphen.end()
        if _cuts(left, stem[part : end.start() if end else len(stem)]):
            yield Token(start + begin, start + hyphen.start(), stem[begin : hyphen.start()])
            yield Token(start + hyphen.start(), start + hyphen.end(), hyphen.group())
            begin = hyphen.end()
    yield Token(start + begin, start + len(stem), stem[begin:])
    if possessive:
        yield Token(start + len(stem), start + len(word), possessive.group())


def _cuts(left: str, right: str) -> bool:
    """Whether a compound is cut between two of its parts."""
    if not left[0].isupper():
        return False
    if right[0].isupper():
        return True
    if not right[0].islower() or left in _PREFIXES:
        return False
    return right in _SUFFIXES or (len(right) > 4 and right.endswith("ed"))


def document(article: Article) -> Document:
    """The article cut into tokens and sentences, with its numbers and dates found and resolved."""
    text = article.text
    words = tokens(text, article.body)
    sentences = tuple(_sentences(article, words))
    flat = numbers.flattened(text, sentences)
    published = reckoned_from(article.date) or datelined(text, sentences) or reported(text, sentences)
    whens = dates.whens(text, published, article.body, flat=flat)
    return Document(
        text=text,
        body=article.body,
        date=published,
        tokens=words,
        sentences=sentences,
        quantities=with_currencies(settled(numbers.quantities(flat, article.body, taken=whens), flat), flat),
        whens=whens,
    )


def _sentences(article: Article, words: tuple[Token, ...]) -> Iterator[Sentence]:
    """The sentences of all paragraphs, in order; every token is in exactly one."""
    blocks = paragraphs(article.text, article.body)
    first, bodies = 0, 0
    for number, (start, end) in enumerate(blocks):
        last = bisect_left(words, end, lo=first, key=lambda t: t.start)
        if last == first:
            continue
        line = dateline(article.text, start, end, leading=bodies == 0) if bodies < 3 else start
        zone = _zone(article, blocks, number)
        bodies += zone is Zone.BODY
        for one, after in _short(_cut(words, first, last, line)):
            begin, stop = words[one].start, words[after - 1].end
            own = Zone.BOILERPLATE if zone is Zone.BODY and is_boilerplate(article.text, begin, stop) else zone
            yield Sentence(begin, stop, one, after, number, own, max(begin, min(line, stop)) if begin < line else begin)
        first = last


def _zone(article: Article, blocks: tuple[tuple[int, int], ...], number: int) -> Zone:
    """The zone of a whole paragraph."""
    start, end = blocks[number]
    if article.title and article.text[start:end].strip() == article.title.strip():
        return Zone.HEADLINE
    if is_boilerplate(article.text, start, end, whole=True):
        return Zone.BOILERPLATE
    return Zone.HEADLINE if is_heading(article.text, blocks, number) else Zone.BODY


def _cut(words: tuple[Token, ...], first: int, last: int, line: int) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph as ranges of tokens; none ends within the dateline, which ends at ``line``."""
    begin = i = first
    while i < last:
        if words[i].text[-1] not in _TERMINAL or words[i].start < line:
            i += 1
            continue
        after = _close(words, i, last)
        if after < last and _breaks(words, begin, i, after, last):
            yield begin, after
            begin = after
        i = after
    if begin < last:
        yield begin, last


def _short(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same ranges, those of more tokens than any sentence has cut into pieces.

    What looks for patterns in a sentence takes time that grows faster than its length; so the whole takes no more
    than in proportion, whatever a file holds.
    """
    for first, last in ranges:
        for begin in range(first, last, _LONGEST):
            yield begin, min(begin + _LONGEST, last)


def _close(words: tuple[Token, ...], i: int, last: int) -> int:
    """The index after the marks that close the sentence ending with token ``i``: further stops, quotes, brackets."""
    after = i + 1
    while after < last and words[after].start == words[after - 1].end and words[after].text[-1] in _CLOSING:
        if len(words[after].text) > 1 and words[after].text[0] not in _TERMINAL:
            break
        after += 1
    return after


def _breaks(words: tuple[Token, ...], begin: int, i: int, after: int, last: int) -> bool:
    """Whether a sentence ends with token ``i`` and its closing marks, given what comes next."""
    following = words[after]
    head = words[after + 1] if following.text in _OPENERS | _DASHES and after + 1 < last else following
    if following.start == words[after - 1].end:
        return _missing_space(words, begin, i, following)
    if head.text[0].islower():
        return False
    if (
        any(token.text in _QUOTES for token in words[i + 1 : after])
        and words[i].text[-1] in "!?"
        and _asked(words, after, last)
    ):
        return False
    return words[i].text[-1] != "." or not _abbreviates(words, begin, i, head.text)


def _abbreviates(words: tuple[Token, ...], begin: int, i: int, head: str) -> bool:
    """Whether the full stop of token ``i`` belongs to an abbreviation and ends nothing, before a word ``head``."""
    if words[i].text.startswith(".."):
        return False
    if words[i].text != ".":
        word = words[i].text[:-1]
    elif i > begin and words[i - 1].end == words[i].start:
        word = words[i - 1].text
    else:
        return False
    if word in _TITLES:
        return True
    if head[0].isdigit() and word in _BEFORE_NUMBER:
        return True
    if word.isdigit():
        return i - 1 == begin and len(word) < 3
    if word in _MAYBE or "." in word or (len(word) == 1 and word.isupper()):
        return head not in _STARTERS
    return False


def _missing_space(words: tuple[Token, ...], begin: int, i: int, following: Token) -> bool:
    """Whether a sentence ends though the next word touches the mark: ``water systems.Prime Minister``."""
    if i == begin or not following.text[0].isupper() or words[i - 1].end != words[i].start:
        return False
    before = words[i - 1].text
    plain_word = len(before) > 1 and (before[0].islower() or before[0] in _CLOSERS)
    return following.text in _STARTERS or (plain_word and len(following.text) > 1)


def _asked(words: tuple[Token, ...], after: int, last: int) -> bool:
    """Whether the words from ``after`` say who asked: up to four capitalized words and a verb of speech."""
    for token in words[after : min(after + 5, last)]:
        if token.text in _ASKED:
            return token is not words[after]
        if not token.text[0].isupper() or token.text in _STARTERS - {"He", "She", "They"}:
            return False
    return False
