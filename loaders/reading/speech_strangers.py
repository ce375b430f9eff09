"""Speakers whom the reader does not know: after them no pronoun is safe."""

from __future__ import annotations

import re
from typing import Final, Literal

from loaders.reading.speech_speakers import Speakers

_STRANGER: Final = re.compile(
    r"(?<!\w)(?:the|an?|one|another)\s+(?!(?:meeting|talks|report|parties|sides|two)\b)"
    r"(?:(?!(?:is|was|were|are|be|been|to|not|that|which)\b)[\w’-]+\s+){1,6}$",
    re.IGNORECASE,
)
_NAMED_STRANGER: Final = re.compile(
    r"(?<!\w)(?!(?:It|They|We|I|This|That|These|Who|Both|He|She|You)\s)[A-Z][\w’'-]+\s+$"
)

Stranger = Literal["named", "described"]
"""How a sentence refers to a speaker whom the reader does not know."""


def by_a_stranger(speakers: Speakers, start: int, end: int) -> Stranger | None:
    """Whether a sentence has someone speak whom the reader does not know: “A farmer said …”, “Osei said …”."""
    for cue in speakers.cues(start, end):
        if cue.participle:
            continue
        verb = speakers.without_adverbs(cue.start, start)
        named = _NAMED_STRANGER.search(speakers.text, max(start, verb - 40), verb)
        described = _STRANGER.search(speakers.text, max(start, verb - 80), verb)
        stranger = named or (described and cue.is_a("claim", "say", "tell"))
        if stranger and speakers.before(cue.start, start) is None:
            return "named" if named else "described"
    return None
