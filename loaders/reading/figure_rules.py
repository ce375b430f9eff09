"""The rules of ``data/figures.toml``: which numbers are no figures, and whose number a figure is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from loaders.reading.document import Quantity
from loaders.reading.outline import named_marks, pattern
from loaders.reading.tables import either, table
from ontology.errors import RuleError

BEFORE = 300
"""How many characters before a number its rules see, within the sentence."""
AFTER = 200
"""How many characters behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipRule:
    """A number in this surrounding is no figure."""

    name: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    families: frozenset[str]
    value_max: float

    def fits(self, q: Quantity, left: str, right: str) -> bool:
        """Whether the rule turns ``q`` down; ``left`` and ``right`` are the outline on its two sides."""
        return (
            q.value <= self.value_max
            and (not self.families or q.family in self.families)
            and (self.before is None or self.before.search(left) is not None)
            and (self.after is None or self.after.match(right) is not None)
        )


Marks = tuple[frozenset[str], frozenset[str]]
"""The marks in the outline on the two sides of a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BearerRule:
    """A surrounding that says whose a number is."""

    name: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    cue: re.Pattern[str] | None
    inside: re.Pattern[str] | None
    families: frozenset[str]
    pair: Literal["no", "both", "other"]
    """Whether the two sides of the article's cooperation bear it, or the second side comes from there."""
    needs_before: tuple[frozenset[str], ...]
    """Of each of these marks one stands before the number wherever the rule fits: quicker to ask than to search."""
    needs_after: tuple[frozenset[str], ...]

    def spans(self, q: Quantity, words: str, left: str, right: str, marks: Marks) -> dict[str, tuple[str, int]] | None:
        """Where the rule's references begin, by name, as ("left" or "right", offset); ``None`` if it does not fit.

        ``marks`` are those in ``left`` and ``right``.
        """
        if self.families and q.family not in self.families:
            return None
        for need in self.needs_before:
            if need.isdisjoint(marks[0]):
                return None
        for need in self.needs_after:
            if need.isdisjoint(marks[1]):
                return None
        if self.inside and not self.inside.search(words):
            return None
        if self.cue and not (self.cue.search(words) or self.cue.search(left) or self.cue.search(right)):
            return None
        found: dict[str, tuple[str, int]] = {}
        for side, rule, text in (("left", self.before, left), ("right", self.after, right)):
            if rule is None:
                continue
            match = rule.search(text) if side == "left" else rule.match(text)
            if match is None:
                return None
            found.update({name: (side, match.start(name)) for name in rule.groupindex if match.start(name) >= 0})
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRules:
    """Everything ``figures.toml`` says."""

    uncounted: frozenset[str]
    uncounted_units: frozenset[str]
    guests: frozenset[str]
    """Counted nouns that are figures only of an event."""
    skips: tuple[SkipRule, ...]
    bearers: tuple[BearerRule, ...]
    givers: tuple[BearerRule, ...]
    """Whose a sum is that someone gives; tried after the others."""


def _compiled(rule: Mapping[str, Any], field: str, words: Mapping[str, str]) -> re.Pattern[str] | None:
    if field not in rule:
        return None
    try:
        return pattern(rule[field], words)
    except re.error as error:
        raise RuleError(f"Figure rule {rule.get('name')!r} has a bad pattern in {field!r}: {error}.") from error


def _skip(rule: Mapping[str, Any]) -> SkipRule:
    return SkipRule(
        name=rule["name"],
        before=_compiled(rule, "before", {}),
        after=_compiled(rule, "after", {}),
        families=frozenset(rule.get("families", "").split()),
        value_max=rule.get("value_max", float("inf")),
    )


def _bearer(rule: Mapping[str, Any], words: Mapping[str, str]) -> BearerRule:
    pair = rule.get("pair", False)
    return BearerRule(
        name=rule["name"],
        before=_compiled(rule, "before", words),
        after=_compiled(rule, "after", words),
        cue=_compiled(rule, "cue", words),
        inside=_compiled(rule, "inside", words),
        families=frozenset(rule.get("families", "").split()),
        pair="other" if pair == "other" else "both" if pair else "no",
        needs_before=named_marks(rule.get("before", "")),
        needs_after=named_marks(rule.get("after", "")),
    )


_BE: Final = "".join(rf"(?<!\b{word} )" for word in ("be", "is", "are", "was", "were", "been", "being"))
"""Not behind a form of “be”, after which a participle is passive."""
_VERB: Final = "".join(
    rf"(?<!\b{word} )" for word in ("the", "a", "an", "its", "their", "his", "her", "of", "for", "on")
)
"""Not behind an article or preposition: “the co-financing”, “for lending” are nouns."""


def _verbs(verbs: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Of each group of verbs (``give``) a pattern of its active forms (``gives``) and its participles (``given``)."""
    words: dict[str, str] = {}
    for group, entries in verbs.items():
        forms = [entry.split() if " " in entry else _inflected(entry) for entry in entries]
        active = either(form for verb in forms for form in (verb[0], verb[1], verb[4]))
        past = either(form for verb in forms for form in verb[2:4])
        words[group + "s"] = rf"{_VERB}(?:\b{active}|{_BE}\b{past})"
        words[group + "n"] = rf"\b{either(verb[3] for verb in forms)}"
    return words


def _inflected(base: str) -> list[str]:
    """The five forms of a regular verb."""
    if base.endswith("y") and base[-2] not in "aeiou":
        return [base, base[:-1] + "ies", base[:-1] + "ied", base[:-1] + "ied", base + "ing"]
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    stem = base.removesuffix("e") if not base.endswith("ee") else base
    past = base + ("d" if base.endswith("e") else "ed")
    return [base, third, past, past, stem + "ing"]


@cache
def figure_rules() -> FigureRules:
    """The rules, read once; raises ``RuleError`` if the file is not well-formed."""
    data, giving = table("figures"), table("givers")
    words = giving["words"] | _verbs(giving["verbs"])
    return FigureRules(
        uncounted=frozenset(data["uncounted"]),
        uncounted_units=frozenset(data["uncounted_units"]),
        guests=frozenset(data["guests"]),
        skips=tuple(map(_skip, data["skip"])),
        bearers=tuple(_bearer(rule, {}) for rule in data["bearer"]),
        givers=tuple(_bearer(rule, words) for rule in giving["bearer"]),
    )
