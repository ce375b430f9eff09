"""Direct speech: whose words a quotation is."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from loaders.facts import Entity
from loaders.reading.document import Document
from loaders.reading.speech_lexicon import Cue
from loaders.reading.speech_quotes import Quotation
from loaders.reading.speech_speakers import Speaker, Speakers
from loaders.reading.speech_words import WORDS

LEAST_WORDS: Final = 2
LEAST_ALONE: Final = 5
"""Words of a quotation that has no speaker beside it."""
_REACH: Final = 400

_JOINT: Final = re.compile(r"[\s,.–—-]*")
_SAYS_NOTHING_MORE: Final = re.compile(
    r"(?:\s+[^\s.;:“”\"]+){0,5}\s*(?:[.,;:“”\"]|$)|\s*,|\s+(?:in|at|during|on|to|after|following|when|while|as|with)\b"
)
_INTRODUCED: Final = re.compile(
    r"(?:\s+that\b)?\s*[:,–—-]?\s*$|[^.!?“”\"]{0,160}[:,]\s*$|\s[^.!?,;:“”\"]{1,80}\s+that\s*$"
)
_TITLE_AND_COLON: Final = re.compile(r"(?:,[^.;:“”\"]{1,160})?:\s*")
_TITLE_AND_COMMA: Final = re.compile(r"[\s,–—-]*(?:the|its|his|her|[A-Z][\w’'-]*)\s[^.;:“”\",]{1,100},\s*")
_BULLET: Final = " -–—•*\t\n\u00a0"
_ACCORDING: Final = re.compile(r"\b(?:[Aa]ccording to|[Ii]n the words of|[Aa]s)\b")

_AS_PUT: Final = re.compile(
    r",?\s+(?:(as)\s+[^.;:“”\",]{2,80}?\s(?:put it|puts it|said|called it|phrased it|described it)\b"
    r"|(in the words of)\s+[^.;:“”\",]{2,80}(?=[.,;]|$))"
)


class Attribution(NamedTuple):
    """Who spoke a quotation, and where the article says so."""

    speaker: Entity
    start: int
    end: int
    rule: str


class Quoted:
    """Finds the speakers of the quotations of one article."""

    def __init__(self, document: Document, speakers: Speakers) -> None:
        """For the article of ``speakers``."""
        self._document = document
        self._speakers = speakers
        self._text = document.text

    def attribute(self, quotation: Quotation, limit: int) -> Attribution | None:
        """Whose words these are, as the text beside them says; nothing beyond ``limit`` is looked at."""
        words = len(WORDS.findall(self._text, quotation.start, quotation.end))
        if words < LEAST_WORDS:
            return None
        sentence = self._document.sentence_at(quotation.outer_start)
        lead_start = max(sentence.dateline, quotation.outer_start - _REACH)
        before = self._before(quotation, lead_start)
        if before is not None:
            return before
        opens = not self._text[lead_start : quotation.outer_start].strip(_BULLET)
        if opens:
            return self._after(quotation, min(limit, quotation.outer_end + _REACH))
        return self._as_put(quotation, sentence.end) if words >= LEAST_ALONE else None

    def alone(self, quotation: Quotation) -> bool:
        """Whether a quotation makes up whole sentences, with nothing beside it."""
        sentence = self._document.sentence_at(quotation.outer_start)
        opens = not self._text[sentence.dateline : quotation.outer_start].strip(" -–—")
        last = self._document.sentence_at(quotation.outer_end - 1)
        closes = not self._text[quotation.outer_end : last.end].strip(" .,")
        enough = len(WORDS.findall(self._text, quotation.start, quotation.end)) >= LEAST_ALONE
        return opens and closes and enough and self._text[quotation.start].isupper()

    def speaks(self, quotation: Quotation) -> bool:
        """Whether the words are somebody’s speech, and not the name of a thing or a phrase in a sentence."""
        enough = len(WORDS.findall(self._text, quotation.start, quotation.end)) >= LEAST_ALONE
        stops = self._text[quotation.end - 1 : quotation.outer_end].rstrip("”\"»’'")
        return enough and stops.endswith((",", ".", "!", "?", "…"))

    def _before(self, quotation: Quotation, start: int) -> Attribution | None:
        """X said: “…”; according to X, “…”."""
        for cue in reversed(self._speakers.cues(start, quotation.outer_start)[-3:]):
            if not cue.is_a("claim", "say", "tell", "introduce", "personal") or not self._introduces(cue, quotation):
                continue
            speaker = None if cue.participle else self._speakers.before(cue.start, start)
            speaker = speaker or self._speakers.first(start, cue.start)
            if speaker is not None:
                return Attribution(speaker.entity, start, quotation.outer_start, "speech.quote-before")
        return self._before_without_verb(quotation, start)

    def _before_without_verb(self, quotation: Quotation, start: int) -> Attribution | None:
        """According to X, “…”; X, head of the bank: “…”."""
        lead = self._text[start : quotation.outer_start].rstrip()
        named = self._speakers.first(start, quotation.outer_start) if lead.endswith(":") else None
        if named is not None and _TITLE_AND_COLON.fullmatch(self._text, named.end, quotation.outer_start):
            return Attribution(named.entity, start, quotation.outer_start, "speech.quote-before")
        according = _ACCORDING.search(self._text, start, quotation.outer_start)
        if according is None or not lead.endswith((",", ":")):
            return None
        speaker = self._speakers.after(according.end(), quotation.outer_start)
        return Attribution(speaker.entity, start, quotation.outer_start, "speech.quote-before") if speaker else None

    def _introduces(self, cue: Cue, quotation: Quotation) -> bool:
        """Whether only a quotation can follow: a colon, a comma or “that” stands before it, and it is a sentence."""
        between = self._text[cue.end : quotation.outer_start]
        if not _INTRODUCED.match(between):
            return False
        between = between.rstrip()
        if between.endswith(":"):
            return True
        ends_inside = self._text[quotation.outer_end - 2] in ".!?…"
        whole = ends_inside or self._text[quotation.outer_end : quotation.outer_end + 1] in {".", ""}
        return whole and (not between.strip(" ,") or between.endswith((",", "that")))

    def _after(self, quotation: Quotation, limit: int) -> Attribution | None:
        """“…,” said X; “…,” X said."""
        line = self._text.find("\n", quotation.outer_end, limit)
        limit = line if line >= 0 else limit
        sentence = self._document.sentence_at(min(quotation.outer_end + 1, len(self._text) - 1))
        if sentence.end > quotation.outer_end:
            limit = min(limit, sentence.end)
        for cue in [c for c in self._speakers.cues(quotation.outer_end, limit) if not c.participle][:2]:
            if not cue.is_a("claim", "say", "tell", "introduce", "personal", "hold"):
                continue
            speaker = self._speaker_after(quotation, cue, limit)
            if speaker is not None:
                end = max(cue.end, speaker.end)
                return Attribution(speaker.entity, quotation.outer_end, end, "speech.quote-after")
        return self._according(quotation, limit)

    def _speaker_after(self, quotation: Quotation, cue: Cue, limit: int) -> Speaker | None:
        joint = self._text[quotation.outer_end : cue.start]
        if _JOINT.fullmatch(joint):
            return self._speakers.after(cue.end, limit)
        speaker = self._speakers.before(cue.start, quotation.outer_end)
        if speaker is None:
            return None
        start = self._speakers.title_start(speaker.start, quotation.outer_end)
        if not _JOINT.fullmatch(self._text, quotation.outer_end, start) and not _TITLE_AND_COMMA.fullmatch(
            self._text, quotation.outer_end, start
        ):
            return None
        comma = self._text[quotation.end : quotation.outer_end].startswith(",")
        runs_on = comma or joint.lstrip().startswith((",", "–", "—", "-"))
        return speaker if runs_on or _SAYS_NOTHING_MORE.match(self._text, cue.end, limit) else None

    def _as_put(self, quotation: Quotation, limit: int) -> Attribution | None:
        """A quotation that ends a sentence of the article's own: “… is “more than we can bear”, as X put it”."""
        found = _AS_PUT.match(self._text, quotation.outer_end, limit)
        speaker = self._speakers.after(found.end(found.lastindex or 0), found.end()) if found else None
        if found is None or speaker is None:
            return None
        return Attribution(speaker.entity, quotation.outer_end, speaker.end, "speech.quote-after")

    def _according(self, quotation: Quotation, limit: int) -> Attribution | None:
        found = _ACCORDING.search(self._text, quotation.outer_end, limit)
        if found is None or not _JOINT.fullmatch(self._text, quotation.outer_end, found.start()):
            return None
        speaker = self._speakers.after(found.end(), limit)
        return Attribution(speaker.entity, quotation.outer_end, speaker.end, "speech.quote-after") if speaker else None
