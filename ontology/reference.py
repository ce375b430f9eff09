"""What is known before any article is read: institutions, countries, regions and cities with their names.

The data are files a person edits (``ontology/reference``, described in ``docs/reference-data.md``); this module
makes them look-up tables. Nothing here decides what a name in a text means: it says what the name may mean.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from ontology import iris
from ontology.reference_entry import Entry
from ontology.reference_files import read_entries

__all__ = ["Entry", "Form", "Knowledge", "Name", "fold_word", "key_of", "words_of"]

Form = Literal["name", "alias", "acronym", "demonym"]

_APOSTROPHE: Final = "['\u2019\u2018`\u02bc\u02bb\u00b4]"
_WORD: Final = re.compile(rf"[^\W_]+(?:{_APOSTROPHE}[^\W_]+)*")
_POSSESSIVE: Final = re.compile(rf"{_APOSTROPHE}s$")
_APOSTROPHES: Final = re.compile(_APOSTROPHE)
_LETTERS: Final = {
    ord(a): b
    for a, b in {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "\u0131": "i", "ə": "a", "ð": "d"}.items()
}


@functools.lru_cache(maxsize=65536)
@functools.lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """One word as the look-up table holds it: no case, no accents, no apostrophes, no possessive.

    >>> fold_word("Kazakhstan’s"), fold_word("Türkiye"), fold_word("Xi'an")
    ('kazakhstan', 'turkiye', 'xian')
    """
    if word.isascii() and word.isalnum():
        return word.lower()
    text = _APOSTROPHES.sub("", _POSSESSIVE.sub("", word.casefold()))
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.translate(_LETTERS)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name as spelled; an apostrophe inside a word does not split it, everything else does.

    >>> words_of("Turgundi–Herat railway"), words_of("the Bank's board"), words_of("U.S.")
    (('Turgundi', 'Herat', 'railway'), ('the', "Bank's", 'board'), ('U', 'S'))
    """
    return (text,) if text.isalpha() else tuple(_WORD.findall(text))


def key_of(text: str) -> tuple[str, ...]:
    """The key of a name in ``Knowledge.names``: its words, each folded by ``fold_word``."""
    return tuple(map(fold_word, words_of(text)))


@dataclass(frozen=True, slots=True)
class Name:
    """One thing that a sequence of words may name."""

    iri: str
    form: Form
    weak: bool
    """The words prove nothing by themselves; take them only where the context agrees."""
    words: tuple[str, ...]
    """The words as spelled, for the capitals they must have."""

    def fits(self, surface: Sequence[str]) -> bool:
        """Whether the words of a text, in their spelling, can be this name.

        An acronym is spelled exactly so; any other name has capitals at least where the reference data have
        them, all capitals included (headlines).
        """
        if self.form == "acronym":
            return all(_POSSESSIVE.sub("", there) == here for here, there in zip(self.words, surface, strict=True))
        return all(there[0].isupper() for here, there in zip(self.words, surface, strict=True) if here[0].isupper())


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All reference data, immutable; ``Knowledge.load()`` reads them once for each base."""

    base: str
    entries: Mapping[str, Entry]
    """By IRI."""
    names: Mapping[tuple[str, ...], tuple[Name, ...]]
    """By ``key_of`` the name: what it may mean, the likelier first (strong before weak, then by population)."""
    longest: int
    """Words in the longest name: how far a scan has to look."""
    starts: Mapping[str, int] = field(repr=False)
    """First words of all names, with the words of the longest that begins so: a scan asks for no more than these."""
    by_code: Mapping[str, str] = field(repr=False)
    """Country IRI by ISO 3166-1 code (two or three letters)."""

    @classmethod
    def load(cls, base: str = iris.BASE) -> Knowledge:
        """The reference data with IRIs under ``base``.

        Raises ``ReferenceDataError`` where the files contradict themselves.
        """
        return _load(base)

    def find(self, name: str) -> tuple[Name, ...]:
        """What a whole name may mean, capitals heeded; empty where it is unknown."""
        surface = words_of(name)
        return tuple(n for n in self.names.get(tuple(map(fold_word, surface)), ()) if n.fits(surface))

    def at(self, words: Sequence[str], start: int) -> tuple[int, tuple[Name, ...]]:
        """The longest name that begins at a word: how many words it has, what it may mean; ``(0, ())`` if none."""
        longest = self.starts.get(fold_word(words[start]), 0) if start < len(words) else 0
        folded = tuple(map(fold_word, words[start : start + longest]))
        for length in range(len(folded), 0, -1):
            named = self.names.get(folded[:length])
            if named and (found := tuple([n for n in named if n.fits(words[start : start + length])])):
                return length, found
        return 0, ()

    def group_of(self, iri: str) -> str:
        """The institution at the top of the units an institution belongs to; the IRI itself where it is on top.

        The International Finance Corporation rolls up to the World Bank Group; nothing rolls up to a country.
        """
        while (entry := self.entries.get(iri)) and entry.unit_of:
            iri = entry.unit_of
        return iri

    def country_of(self, iri: str) -> str | None:
        """The country that a known institution or place belongs to, along its units; a country's is itself."""
        entry = self.entries.get(iri)
        while entry and not entry.country and entry.unit_of:
            entry = self.entries.get(entry.unit_of)
        return entry.country if entry else None

    def whole_of(self, iri: str) -> Iterator[str]:
        """All that an entry leads to, itself first, once each: wholes, memberships, seats, places around, countries."""
        seen: set[str] = set()
        todo = [iri]
        while todo:
            here = todo.pop(0)
            if here in seen or (entry := self.entries.get(here)) is None:
                continue
            seen.add(here)
            yield here
            todo += entry.leads_to()


@functools.cache
def _load(base: str) -> Knowledge:
    entries = {entry.iri: entry for entry in read_entries(base)}
    names = _index(entries.values())
    codes = {code: e.iri for e in entries.values() for code in e.codes if code.isalpha()}
    return Knowledge(
        base=base,
        entries=MappingProxyType(entries),
        names=MappingProxyType(names),
        longest=max(map(len, names), default=0),
        starts=_longest(names),
        by_code=MappingProxyType(codes),
    )


def _longest(names: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """How many words the longest name has that begins with each word."""
    found: dict[str, int] = {}
    for name in names:
        if name:
            found[name[0]] = max(found.get(name[0], 0), len(name))
    return found


def _index(entries: Iterable[Entry]) -> dict[tuple[str, ...], tuple[Name, ...]]:
    found: dict[tuple[str, ...], list[tuple[bool, int, Name]]] = {}
    entries = list(entries)
    ruled = {e.country for e in entries if e.cls == "Ministry"}
    countries = {e.iri: {key_of(name) for name in (e.name, *e.aliases)} for e in entries if e.iri in ruled}
    for entry in entries:
        importance = _importance(entry)
        for key, name in _names(entry):
            if entry.cls != "Ministry" or not _is_composed(key, countries.get(entry.country or "", set())):
                found.setdefault(key, []).append((name.weak, importance, name))
    return {key: tuple(n for _, _, n in sorted(rows, key=_likelier)) for key, rows in found.items()}


def _is_composed(name: tuple[str, ...], countries: Set[tuple[str, ...]]) -> bool:
    """Whether a ministry's name is a generic one and its country's: “Ministry of Finance of the Kyrgyz Republic”.

    Such a name is read in its parts, so that the article says whose ministry it is; the IRI that is minted from the
    parts is the entry's.
    """
    starts = (i + 1 for i, word in enumerate(name) if word == "of")
    return any(name[i:] in countries or (name[i : i + 1] == ("the",) and name[i + 1 :] in countries) for i in starts)


def _likelier(row: tuple[bool, int, Name]) -> tuple[bool, int, str]:
    return row[0], row[1], row[2].iri


def _names(entry: Entry) -> Iterable[tuple[tuple[str, ...], Name]]:
    """Every name of an entry under its key; of spellings that differ in capitals, the one that asks for fewer."""
    weak = entry.weak
    if not (entry.aliases or entry.acronyms or entry.demonyms):
        # Most cities: no need to look for namesakes among the names of one.
        surface = words_of(entry.name)
        return [(tuple(map(fold_word, surface)), Name(entry.iri, "name", entry.name in weak, surface))]
    names: dict[tuple[bool, tuple[str, ...]], Name] = {}
    forms: tuple[tuple[Form, tuple[str, ...]], ...] = (
        ("name", (entry.name,)),
        ("alias", entry.aliases),
        ("demonym", entry.demonyms),
        ("acronym", entry.acronyms),
    )
    for form, texts in forms:
        for text in texts:
            surface = words_of(text)
            key = form == "acronym", tuple(map(fold_word, surface))
            if (known := names.get(key)) and form != "acronym":
                pairs = zip(known.words, surface, strict=True)
                fewer = tuple(there if there[0].islower() else here for here, there in pairs)
                names[key] = Name(entry.iri, known.form, known.weak, fewer)
            elif not known:
                names[key] = Name(entry.iri, form, text in weak, surface)
    return [(key, name) for (_, key), name in names.items()]


def _importance(entry: Entry) -> int:
    """For sorting: institutions, countries and regions first, then the more populous city."""
    return -(entry.population or (0 if entry.cls == "City" else 1 << 40))
