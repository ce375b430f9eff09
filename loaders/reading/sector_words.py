"""The words that speak of sectors, and the scan that finds them (``data/topics.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from loaders.facts import Kind
from loaders.reading.outline import pattern
from loaders.reading.tables import table
from ontology.errors import RuleError

_WORD: Final = re.compile(r"[^\W\d_]+")
_PLAIN: Final = frozenset({"bus", "gas", "business", "access", "news"})

_EFFECT: Final = re.compile(
    r",? (?:which|where|who|while|whose|thereby|thus)\b|, (?:and |thus |in turn )?\w+ing\b"
    r"|,? and (?:to )?(?:create|benefit|reach|reduce|serve|help|boost|allow|enable)\b|,? as well as creating|;"
    r"|,? among them\b"
    r"| to (?:the )?(?:\d|(?:schools?|health|hospitals?|households?|homes|people|residents|farmers|villages)\b)"
    r"|,? (?:in line with|as part of|under the|with funding)\b",
    re.IGNORECASE,
)

_NONE: Final = ""
"""The sector of phrases that speak of none."""

Terms = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


class Hit(NamedTuple):
    """A word or phrase that speaks of a sector."""

    start: int
    end: int
    sector: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeRule:
    """A wording that ties the sectors named in its scope to a thing."""

    name: str
    pattern: re.Pattern[str]
    priorities: bool
    """Sentences after it may go on naming priorities."""
    hints: tuple[str, ...]
    """One of these stands in every sentence that the pattern fits, in lower case; empty if there are no such words."""
    short: bool
    """The scope ends where effects of effects begin (“…, enabling farmers to …”)."""

    def may_fit(self, low: str) -> bool:
        """Whether the sentence, given in lower case, is worth searching."""
        for hint in self.hints:  # no generator: this is asked of every sentence for every rule
            if hint in low:
                return True
        return not self.hints

    def ends(self, text: str, start: int, end: int, kind: Kind) -> int:
        """Where the scope that lies between ``start`` and ``end`` really ends; programmes may have many aims."""
        cut = _EFFECT.search(text, start, end) if self.short and kind is Kind.PROJECT else None
        return cut.start() if cut else end


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRules:
    """Everything ``topics.toml`` says."""

    terms: Terms
    named_terms: Terms
    """Those that count inside names: the others too."""
    shapes: tuple[tuple[re.Pattern[str], str], ...]
    blocked: re.Pattern[str]
    scopes: tuple[ScopeRule, ...]
    results: re.Pattern[str]
    continuation: re.Pattern[str]
    """Like ``meeting``, for text in lower case."""
    meeting: re.Pattern[str]


def singular(word: str) -> str:
    """A lower-case word without its plural ending."""
    if word in _PLAIN or len(word) < 4 or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def words_of(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """The words of a stretch of text, folded for comparison, with their offsets."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [(m.start(), m.end(), singular(m[0].lower())) for m in found]


def _terms(groups: Iterable[tuple[str, Iterable[str]]]) -> Terms:
    index: dict[str, set[tuple[tuple[str, ...], str]]] = {}
    for sector, phrases in groups:
        for phrase in phrases:
            parts = tuple(singular(w) for w in phrase.split())
            index.setdefault(parts[0], set()).add((parts, sector))
    return {head: tuple(sorted(tails, key=lambda t: (-len(t[0]), t))) for head, tails in index.items()}


def scan(terms: Terms, words: list[tuple[int, int, str]]) -> Iterator[Hit]:
    """The sector words in a list of words, longest first at each place."""
    i = 0
    while i < len(words):
        longest = 0
        for parts, sector in terms.get(words[i][2], ()):
            n = len(parts)
            if n < longest:
                break
            if all(i + k < len(words) and words[i + k][2] == parts[k] for k in range(1, n)):
                longest = n
                if sector != _NONE:
                    yield Hit(words[i][0], words[i + n - 1][1], sector)
        i += max(longest, 1)


@lru_cache(maxsize=4096)
def in_name(name: str) -> tuple[str, ...]:
    """The sectors that a name of a project, framework or event speaks of, sorted."""
    rules = topic_rules()
    plain = rules.blocked.sub(lambda m: " " * len(m[0]), name)
    words = words_of(plain)
    found = {hit.sector for hit in scan(rules.named_terms, words)}
    found.update(sector for shape, sector in rules.shapes if shape.search(name))
    return tuple(sorted(found))


def _scope(rule: Mapping[str, Any]) -> ScopeRule:
    source = rule["pattern"].replace("{scope}", r"(?P<scope>.{1,500})")
    try:
        compiled = pattern(source)
    except re.error as error:
        raise RuleError(
            f"Topic rule {rule.get('name')!r} has a bad pattern: {error}. Mend data/topics.toml."
        ) from error
    return ScopeRule(
        name=rule["name"],
        pattern=compiled,
        priorities=rule.get("priorities", False),
        hints=tuple(rule.get("hints", ())),
        short=rule.get("short", False),
    )


def _one_of(patterns: list[str]) -> re.Pattern[str]:
    """Any of the patterns, for lower-case text; where words begin is looked for once, not by each pattern."""
    words = [p.removeprefix(r"\b") for p in patterns if p.startswith(r"\b")]
    others = [p for p in patterns if not p.startswith(r"\b")]
    return re.compile("|".join([rf"\b(?:{'|'.join(words)})", *others]))


@cache
def topic_rules() -> TopicRules:
    """The rules, read once; raises ``RuleError`` if the file is not well-formed."""
    data = table("topics")
    sectors: dict[str, Any] = data["sectors"]
    blocked = (_NONE, data["blocked"]["phrases"])
    return TopicRules(
        terms=_terms([blocked, *((key, s["words"]) for key, s in sectors.items())]),
        named_terms=_terms([blocked, *((key, [*s["words"], *s["names"]]) for key, s in sectors.items())]),
        shapes=tuple((re.compile(p, re.IGNORECASE), key) for key, s in sectors.items() for p in s.get("shapes", ())),
        blocked=re.compile(r"(?=[A-Z])(?:" + "|".join(data["blocked"]["patterns"]) + ")"),
        scopes=tuple(map(_scope, data["scope"])),
        results=pattern(data["results"]["pattern"]),
        continuation=_one_of(data["continuation"]["patterns"]),
        meeting=_one_of(data["meeting"]["patterns"]),
    )
