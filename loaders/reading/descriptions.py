"""What stands at the head of a sentence instead of a name: “the plant”, “the loan”, “once operational, the road”."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from loaders.facts import Kind
from loaders.reading.background import UNDERTAKINGS
from loaders.reading.document import Sentence

_NOUNS: Final = (
    "projects? proceeds programs? programmes? plants? farms? roads? loans? grants? financing funding funds? "
    "strategy framework initiatives? works packages? money credits? operations? facility facilities sections? "
    "highways? railways? lines? stations? dams? bridges? hospitals? pipelines? networks? investments? "
    "construction corridors? agreements? plan proceeds reservoirs? scheme parks? terminal tunnel canals? "
    "schools? buildings? complex centers? centres? factory airport"
)
_PLACES: Final = (
    "project plant farm road section highway railway line dam bridge hospital pipeline station tunnel canal"
)
_DESCRIPTION: Final = re.compile(
    r"[^\w\ue000-\ue010]*(?:\w+ly,? )?(?:(?:once|when|after) (?:\w+,? )?|(?:in )?total(?: \w+)? costs? of"
    r" |through |with |under |as part of |(?:the )?(?:\w+ ){0,3}of )?"
    r"(?:(?:the|this|these|both|such|its|their)\b(?: (?!(?:of|in|for|to|by)\b)[\w\ue000-\ue010’'-]+){0,4}?"
    rf" (?P<noun>{_NOUNS.replace(' ', '|')})\b|(?:it|they|them)\b)",
    re.IGNORECASE,
)
PURPOSE: Final = re.compile(
    r"[^;]{0,200}?\b(?:for|to|into|of|support\w*|financ\w+|fund\w*) (?:the|this) (?:\w+ ){0,3}?"
    rf"(?:{_PLACES.replace(' ', '|')})\b",
    re.IGNORECASE,
)
"""“for the construction of the plant”."""
_FRAMEWORKS: Final = frozenset({Kind.FRAMEWORK})
_PROJECTS: Final = frozenset({Kind.PROJECT})
_MEANT: Final = {
    **dict.fromkeys(("program", "programme", "strategy", "framework", "plan", "agreement"), _FRAMEWORKS),
    **dict.fromkeys(
        ("project", "plant", "farm", "road", "section", "highway", "railway", "line", "station"), _PROJECTS
    ),
    **dict.fromkeys(("dam", "bridge", "hospital", "pipeline", "network", "corridor", "reservoir", "park"), _PROJECTS),
    **dict.fromkeys(("station", "terminal", "tunnel", "canal", "factory", "airport"), _PROJECTS),
}
WEATHER: Final = frozenset({"°C", "mps", "m/s", "km/h", "mm", "cm"})
"""Units of the weather."""
ECONOMY: Final = re.compile(
    r"\b(?:gdp|economy|economic growth|inflation|unemployment|poverty|public debt|external debt|budget deficit"
    r"|fiscal deficit|current account|gross domestic product|remittances|foreign reserves|growth rate|literacy"
    r"|population|exports|imports|share of renewables?|energy mix)\b",
    re.IGNORECASE,
)
"""Words of what a country has."""


class Description(NamedTuple):
    """A description at the head of a sentence."""

    noun: str
    """Its noun in the singular; empty for “it”."""
    kinds: frozenset[Kind]
    """The kinds of things it can mean."""
    end: int
    """Where it ends."""


def description(text: str, s: Sentence) -> Description | None:
    """The description that a sentence of an outline begins with, if it begins with one."""
    match = _DESCRIPTION.match(text, s.dateline, s.end)
    if match is None:
        return None
    noun = (match["noun"] or "").lower().rstrip("s")
    return Description(noun, _MEANT.get(noun, UNDERTAKINGS), match.end())
