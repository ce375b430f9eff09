"""Reported speech: what a sentence says that someone said, noted, expressed or thinks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from loaders.facts import Entity, Kind
from loaders.reading.speech_according import According
from loaders.reading.speech_judgments import judgment
from loaders.reading.speech_lexicon import Cue, lexicon
from loaders.reading.speech_speakers import Speaker, Speakers
from loaders.reading.speech_words import FINITE, LEAST_WORDS, WORDS, Said, as_said, closing

_OCCASION: Final = re.compile(
    r"\s+(?:(?:during|at)\s+(?:(?:the|a|an|his|her|their|this|today’s)\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:meeting|talks|interview|briefing|press conference|ceremony|event|session|visit|conversation)\b"
    r"|in an? (?:\w+\s+)?interview with\b)[^,;]{0,200}$"
)
_THAT: Final = re.compile(r"(?:\s+(?:(?!that\b)[^.;:“”\"\s]+\s+){0,24}?|,[^.;:“”\",]{1,80},\s+)that\b,?\s+")
_STRAIGHT_THAT: Final = re.compile(r"\s+that\s+")
_NEARLY_THAT: Final = re.compile(r"\s+(?:(?!that\b)[a-z]+\s+){0,4}?that\s+")
_ADJUNCT: Final = re.compile(
    r"\s*(?:,|$|(?:in|at|during|on|after|following|to|as|ahead|while|when|with|earlier|last|this|today|yesterday|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
)
_DAY: Final = re.compile(
    r"\s+on\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]+)(?:,\s|\s)"
)
_WHERE_IT_WAS_SAID: Final = re.compile(
    r"\s+(?:(?:in|at|during|on|to)\s+(?:an?|the|his|her|its|their)\b|(?:this|so|it)\s+(?:when|while|during|at|in|on)\b)"
)
_MATTER: Final = re.compile(r"\s+(?!to\b)[^.,;:“”\"]{2,80}?\s(?:about|of)\s+")
_GUESTS: Final = re.compile(
    r"\s*(?:(?:the|all|his|her|their|foreign)\s+){0,2}(?:[\w-]+\s+)?"
    r"(?:guests?|participants|delegat(?:ion|es)|attendees|colleagues|audience|visitors|those present)\b"
)
_SECOND: Final = re.compile(r"[,;]\s+(?:and|while|whereas|but)\s+")
_DANGLING: Final = re.compile(r"[,;]\s+(?:and|while|whereas|but)?\s*$")
_SHARED: Final = re.compile(r"(?:\band|\bbut)\s+(?:\w+ly\s+|also\s+|then\s+|further\s+)?$")
_FORESEES: Final = re.compile(r"(?:expects|forecasts|predicts)\s+(?!to\b)[^.;:,“”]{3,80}?\s+to\s")
_AND_SAID: Final = re.compile(r",?\s+and\s+(?:also\s+|then\s+|further\s+)?$")
_CLAUSE_BETWEEN: Final = re.compile(r"\b(?:who|which|that|where|while|whose|whom|because|by)\b")
_THING: Final = re.compile(r"\s*(?:the|its|his|her) \w+ (?:of|to)\b")
MOST_CLAUSES: Final = 4
"""Clauses of a sentence that are looked at for a speaker of their own."""
SHORT_LEAD: Final = 20
"""Code points before “, said X,” up to which they are an introduction and no clause."""
LONGEST_TITLE: Final = 4
"""Code points between a conjunction and the name that follows it: “the ”."""
_NUMBER: Final = re.compile(r"\s+(?:(?:over|more than|about|nearly|some|at least)\s+)?(?:\d|two\b|three\b|several\b)")
_PLAINLY: Final = frozenset({"said", "says", "stated", "states"})
"""Verbs after which even a clause without a telltale verb is one."""


class Reported:
    """Reads the reported speech of one sentence at a time."""

    def __init__(self, speakers: Speakers) -> None:
        """For the article of ``speakers``."""
        self._speakers = speakers
        self._text = speakers.text
        self._according = According(speakers)

    def read(self, start: int, end: int, quoted: Sequence[tuple[int, int]] = ()) -> tuple[Said, ...]:
        """What ``text[start:end]``, a sentence, reports; words inside ``quoted`` bring in nothing.

        One statement, unless a second clause has a speaker of its own: “X noted the rain, while Y praised …”.
        """
        for cut in self._second_clauses(start, end):
            parts = self._part(start, cut, quoted), self._part(cut, end, quoted)
            if parts[0] and parts[1] and parts[0].speaker.iri != parts[1].speaker.iri:
                return parts[0], parts[1]
        found = self._part(start, end, quoted)
        return (found, *self._and_said(found, end))[: 1 + MOST_CLAUSES] if found else ()

    def _and_said(self, found: Said, end: int) -> tuple[Said, ...]:
        """What the same speaker says after having thanked or praised: “X thanked the donors and said that …”."""
        if found.rule != "speech.object":
            return ()
        for cue in self._speakers.cues(found.start, found.end):
            if cue.participle or not cue.is_a("claim", "say"):
                continue
            if _AND_SAID.search(self._text, max(found.start, cue.start - 20), cue.start):
                said = self._following(
                    cue, Speaker(found.speaker, found.start, cue.start), closing(self._text, cue.end, end)
                )
                return (said,) if said and said.rule == "speech.clause" else ()
        return ()

    def _second_clauses(self, start: int, end: int) -> list[int]:
        """Where a clause begins that names a subject of its own right after “, and” or “, while”."""
        cuts = [found.end() for found in _SECOND.finditer(self._text, start, end)][:MOST_CLAUSES]
        firsts = ((cut, self._speakers.first(cut, end)) for cut in cuts)
        return [cut for cut, first in firsts if first is not None and first.start <= cut + LONGEST_TITLE]

    def _part(self, start: int, end: int, quoted: Sequence[tuple[int, int]]) -> Said | None:
        found = self._according.read(start, end) or self._verbs(start, end, quoted)
        if found is None:
            return None
        stop = _DANGLING.search(self._text, found.start, found.end)
        return found._replace(end=stop.start()) if stop else found

    def going_on(self, speaker: Entity, start: int, end: int) -> Said | None:
        """What a sentence reports after a quotation and its speaker: “…,” she said, adding that …"""
        for cue in self._speakers.cues(start, end):
            lead = self._text[start : cue.start].rstrip()
            that = _NEARLY_THAT.match(self._text, cue.end, end)
            if (
                cue.is_a("claim", "say")
                and that
                and (lead.endswith((",", " and", " also", ", who")) or lead.strip() == "who")
            ):
                close = closing(self._text, that.end(), end)
                return as_said(self._text, speaker, that.end(), close, "speech.participle")
        return None

    def introduces(self, subject: Speaker, start: int, end: int) -> bool:
        """Whether a sentence that reports nothing itself says that its subject speaks: “X outlined two conditions”."""
        finite = (c for c in self._speakers.cues(start, end) if not c.participle)
        found = (self._speakers.before(c.start, start) for c in finite)
        return any(s is not None and s.entity.iri == subject.entity.iri for s in found)

    # -- verbs --------------------------------------------------------------------------------------------------------

    def _verbs(self, start: int, end: int, quoted: Sequence[tuple[int, int]]) -> Said | None:
        participle: Cue | None = None
        for cue in self._speakers.cues(start, end):
            if any(a <= cue.start < b for a, b in quoted):
                continue
            if cue.participle:
                participle = participle or cue
                continue
            said = self._cue(cue, start, end)
            if said is not None:
                return said
        return self.participle(participle, start, end) if participle else None

    def _cue(self, cue: Cue, start: int, end: int) -> Said | None:
        speaker = self._speakers.before(cue.start, start) or self._shared(cue, start)
        if speaker is not None:
            return self._with_subject(cue, speaker, start, end)
        lead = self._text[start : cue.start].rstrip()
        if not cue.is_a("claim", "say") or not lead.endswith((",", ",”", ',"', ",»")):
            return None
        speaker = self._speakers.after(cue.end, end)
        close = start + len(lead.rstrip(',”"»'))
        if speaker and close - start < SHORT_LEAD and self._text.startswith(", ", speaker.end):
            whole = closing(self._text, start, end)
            return as_said(self._text, speaker.entity, start, whole, "speech.clause-around")
        return as_said(self._text, speaker.entity, start, close, "speech.clause-first") if speaker else None

    def _shared(self, cue: Cue, start: int) -> Speaker | None:
        """The subject of an earlier verb of the sentence: “Ruiz received the guests and thanked …”."""
        if not _SHARED.search(self._text, max(start, cue.start - 30), cue.start):
            return None
        speaker = self._speakers.first(start, cue.start)
        if speaker is None or _CLAUSE_BETWEEN.search(self._text, speaker.end, cue.start):
            return None
        return speaker if self._text[speaker.end : cue.start].strip() not in {"and", "but", ","} else None

    def _with_subject(self, cue: Cue, speaker: Speaker, start: int, end: int) -> Said | None:
        """What follows “X said”, precedes it, or stands on both sides."""
        close = closing(self._text, cue.end, end)
        rest = self._text[cue.end : close]
        lead = self._text[start : self._speakers.title_start(speaker.start, start)].rstrip()
        if lead.endswith(",") and cue.is_a("claim", "say", "tell", "hold") and not _THAT.match(rest):
            if rest.lstrip().startswith(",") and len(rest) > 2:
                close = closing(self._text, start, end)
                return as_said(self._text, speaker.entity, start, close, "speech.clause-around")
            introduction = lexicon().openers.match(lead) is not None and "," not in lead[:-1]
            if not introduction and (cue.is_a("tell") or _ADJUNCT.match(rest)):
                return as_said(self._text, speaker.entity, start, start + len(lead) - 1, "speech.clause-first")
        return self._following(cue, speaker, close)

    def _following(self, cue: Cue, speaker: Speaker, close: int) -> Said | None:
        """The clause or thing that follows the verb."""
        person = speaker.entity.kind is Kind.PERSON
        that = _THAT.match(self._text, cue.end, close)
        clause = cue.is_a("claim", "say", "tell") or (person and cue.is_a("hold", "personal"))
        straight = person and cue.is_a("introduce") and _STRAIGHT_THAT.match(self._text, cue.end, close) is not None
        if that and (straight or (clause and self._is_object_clause(cue, that))):
            return as_said(self._text, speaker.entity, that.end(), close, "speech.clause")
        if cue.is_a("judge") and not cue.is_a("express"):
            judged = judgment(self._text, cue, close) if person else None
            if judged is not None:
                return as_said(self._text, speaker.entity, judged, close, "speech.object")
        if cue.is_a("claim"):
            return self._bare(cue, speaker, close)
        if cue.is_a("tell"):
            matter = _MATTER.match(self._text, cue.end, close) if person else None
            return as_said(self._text, speaker.entity, matter.end(), close, "speech.clause") if matter else None
        foresees = speaker.entity.kind is Kind.INSTITUTION and _FORESEES.match(self._text, cue.start, close)
        if cue.is_a("say", "express") or foresees or (person and cue.is_a("hold", "personal")):
            return self._thing(cue, speaker, close)
        return None

    def _is_object_clause(self, cue: Cue, that: re.Match[str]) -> bool:
        """Whether “that” opens what was said, and no relative clause further on."""
        between = that[0].rsplit("that", 1)[0]
        if not between.strip(" ,"):
            return True
        return cue.is_a("tell") or _ADJUNCT.match(between) is not None

    def _bare(self, cue: Cue, speaker: Speaker, close: int) -> Said | None:
        """A clause without “that”."""
        day = _DAY.match(self._text, cue.end, close)
        start = day.end() if day else cue.end
        plainly = self._text[cue.start : cue.end] in _PLAINLY
        if _WHERE_IT_WAS_SAID.match(self._text, start, close) or not (plainly or _clausal(self._text[start:close])):
            return None
        return as_said(self._text, speaker.entity, start, close, "speech.clause")

    def _thing(self, cue: Cue, speaker: Speaker, close: int) -> Said | None:
        """What was stressed, welcomed, proposed; greeting guests says nothing."""
        verb = self._text[cue.start : cue.end]
        person_first = self._speakers.first(cue.end + 1, close)
        greeted = person_first is not None and person_first.entity.kind is Kind.PERSON
        counted = _NUMBER.match(self._text, cue.end, close) is not None
        if verb.startswith("welcom") and (_GUESTS.match(self._text, cue.end, close) or greeted or counted):
            return None
        if verb in {"called on", "called upon"} and " to " not in self._text[cue.end : close]:
            return None  # a courtesy visit
        if verb == "reported" and self._text.startswith(" to ", cue.end):
            return None
        occasion = _OCCASION.search(self._text, cue.end, close)
        if occasion and len(WORDS.findall(self._text[cue.end : occasion.start()])) >= LEAST_WORDS:
            close = occasion.start()
        pause = self._text.find(";", cue.end, close)
        close = pause if pause >= 0 else close
        rule = "speech.clause" if cue.is_a("say") and _clausal(self._text[cue.end : close]) else "speech.object"
        return as_said(self._text, speaker.entity, cue.end, close, rule)

    def participle(self, cue: Cue, start: int, end: int) -> Said | None:
        """“X toured the site, noting that …”, where the sentence reports nothing else."""
        if not cue.is_a("claim", "say") or not self._text[start : cue.start].rstrip().endswith((",", "and")):
            return None
        that = _STRAIGHT_THAT.match(self._text, cue.end, end)
        speaker = self._speakers.first(start, cue.start)
        if that is None or speaker is None:
            return None
        close = closing(self._text, that.end(), end)
        return as_said(self._text, speaker.entity, that.end(), close, "speech.participle")


def _clausal(words: str) -> bool:
    """Whether the words look like a clause of their own."""
    return FINITE.search(words[:160]) is not None and not _THING.match(words)
