"""Reported speech without a verb of saying: according to X, in X’s opinion, for X."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.speech_speakers import Speaker, Speakers
from loaders.reading.speech_words import FINITE, Said, as_said, closing

_ACCORDING: Final = re.compile(r"\b[Aa]ccording to\b")
_HIM: Final = re.compile(r"\s+(?:him|her)\b")
_OPINION: Final = re.compile(
    r"(?:[Ii]n|[Bb]y)\s+(?:(his|her)\s+(?:own\s+)?(?:opinion|view|words|count|account|estimate|reckoning)|the\s+(?:opinion|view|words|estimation)\s+of)\b"
)
_IN_WHOSE_VIEW: Final = re.compile(
    r",\s+(?:in\s+whose\s+(?:view|opinion|words|estimation|judgment|assessment)|according\s+to\s+(?:whom|which)"
    r"|by\s+whose\s+(?:count|account|reckoning|estimate))\b,?\s+"
)
_HIS_OPINION: Final = re.compile(
    r"[Ii]n\s+([^,;.:“”\"]{2,60}?)[’']s?\s+(?:own\s+)?(?:opinion|view|words|estimation|judgment|reckoning|eyes)\b"
)
_OPINION_INSIDE: Final = re.compile(
    r",\s(?:in\s+the\s+(?:opinion|view|words|estimation|eyes)\s+of|to\s+quote|in\s+the\s+assessment\s+of)\b"
)
_IT_SAID: Final = re.compile(
    r",\s+it\s+(?:also\s+|further\s+)?(?:said|says|added|adds|noted|notes|stated|states|estimates|estimated|reckons)"
    r"(?:\s*\.?$|(?P<inside>,\s))"
)
_SUBORDINATE: Final = re.compile(
    r"\s*(?:once|when|if|after|before|as soon as|until|unless|while|although|because|in|on|by|at)\b", re.IGNORECASE
)
_APPOSED: Final = re.compile(
    r",\s+(?:the\s+|an?\s+|its\s+|his\s+|her\s+)?(?:(?!(?:is|are|was|were|has|have|had|will|would|can|could|should|may|must)\b)[a-z][\w-]*\s+){1,4}"
    r"(?:of|for|in|at)\s[^,;.]{2,80},\s+"
)
_TO_COMMA: Final = re.compile(r"[^,;.’']{0,80}(?:,\s*|$)")
_COMMA: Final = re.compile(r"\s*,?\s*")


class According:
    """Reads “according to X” and the like in one sentence at a time."""

    def __init__(self, speakers: Speakers) -> None:
        """For the article of ``speakers``."""
        self._speakers = speakers
        self._text = speakers.text

    def read(self, start: int, end: int) -> Said | None:
        """What ``text[start:end]``, a sentence, reports in this way."""
        found = self._according(start, end) or self._opinion(start, end) or self._for(start, end)
        return found or self._in_whose_view(start, end) or self._it_said(start, end)

    def _according(self, start: int, end: int) -> Said | None:
        """“According to X, …”, “…, according to X”."""
        found = _ACCORDING.search(self._text, start, end)
        speaker = self._speakers.after(found.end(), end) if found else None
        if found is None or speaker is None:
            return self._according_pronoun(found, start, end) if found else None
        return self._around(found.start(), speaker, start, end)

    def _according_pronoun(self, found: re.Match[str], start: int, end: int) -> Said | None:
        """“According to her, …”."""
        pronoun = _HIM.match(self._text, found.end(), end)
        entity = self._speakers.possessive(pronoun.end() - 3, pronoun.end()) if pronoun else None
        if pronoun is None or entity is None:
            return None
        return self._around(found.start(), Speaker(entity, pronoun.start(), pronoun.end()), start, end)

    def _around(self, at: int, speaker: Speaker, start: int, end: int) -> Said | None:
        """The words around “according to X”: after it, before it, or on both sides."""
        after = _TO_COMMA.match(self._text, speaker.end, end)
        close = closing(self._text, start, end)
        if not self._text[start:at].strip():
            apposed = _APPOSED.match(self._text, speaker.end, close)
            begin = apposed.end() if apposed else after.end() if after else speaker.end
            return as_said(self._text, speaker.entity, begin, close, "speech.according-to")
        before = self._text[start:at].rstrip()
        if not before.rstrip('”"»').endswith(",") and not before.endswith((",", "—", "–")):
            return None
        if after and after.end() < close and "," not in before[:-1] and _SUBORDINATE.match(before):
            return as_said(self._text, speaker.entity, after.end(), close, "speech.according-to")
        if after is None or after.end() >= close or FINITE.search(before):
            stop = start + len(before.rstrip(',”"»—– '))
            return as_said(self._text, speaker.entity, start, stop, "speech.clause-first")
        return as_said(self._text, speaker.entity, start, close, "speech.clause-around")

    def _opinion(self, start: int, end: int) -> Said | None:
        """“In her opinion …”, “in the words of X, …”."""
        found = _OPINION.match(self._text, start, end)
        if found is None:
            return self._named_opinion(start, end) or self._opinion_inside(start, end)
        if found[1]:
            entity = self._speakers.possessive(found.start(1), found.end(1))
            speaker = Speaker(entity, found.start(), found.end()) if entity else None
        else:
            speaker = self._speakers.after(found.end(), end)
        return self._rest(speaker, start, end) if speaker else None

    def _named_opinion(self, start: int, end: int) -> Said | None:
        """“In Ruiz’s view …”."""
        found = _HIS_OPINION.match(self._text, start, end)
        named = self._speakers.right_before(found.end(1), start) if found else None
        return self._rest(Speaker(named, start, found.end()), start, end) if found and named else None

    def _opinion_inside(self, start: int, end: int) -> Said | None:
        """“…, in the view of X, …”, “…, to quote X, …”."""
        found = _OPINION_INSIDE.search(self._text, start, end)
        speaker = self._speakers.after(found.end(), end) if found else None
        return self._around(found.start() + 2, speaker, start, end) if found and speaker else None

    def _in_whose_view(self, start: int, end: int) -> Said | None:
        """“He was joined by X, in whose view …”: the person named right before."""
        found = _IN_WHOSE_VIEW.search(self._text, start, end)
        named = self._speakers.right_before(found.start(), start) if found else None
        if found is None or named is None:
            return None
        close = closing(self._text, found.end(), end)
        return as_said(self._text, named, found.end(), close, "speech.according-to")

    def _it_said(self, start: int, end: int) -> Said | None:
        """“…, it said.”: the institution that the sentence before begins with."""
        found = _IT_SAID.search(self._text, start, end)
        named = self._speakers.institution_before(start) if found else None
        if found and named and found["inside"]:
            return as_said(self._text, named, start, closing(self._text, start, end), "speech.clause-around")
        return as_said(self._text, named, start, found.start(), "speech.clause-first") if found and named else None

    def _for(self, start: int, end: int) -> Said | None:
        """“For X the grant is a chance”: X’s judgment, if a clause about something else follows."""
        if not self._text.startswith("For ", start):
            return None
        speaker = self._speakers.after(start + 4, end)
        if speaker is None or speaker.entity.kind is not Kind.PERSON or speaker.start > start + 5:
            return None
        return self._rest(speaker, start, end) if FINITE.search(self._text, speaker.end, speaker.end + 120) else None

    def _rest(self, speaker: Speaker, start: int, end: int) -> Said | None:
        """The rest of the sentence after its introduction."""
        comma = _COMMA.match(self._text, speaker.end, end)
        begin = comma.end() if comma else speaker.end
        return as_said(self._text, speaker.entity, begin, closing(self._text, start, end), "speech.according-to")
