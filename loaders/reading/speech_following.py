"""What follows a verb of saying and its subject: a clause, or a thing that was stressed, welcomed, proposed."""

from __future__ import annotations

import re

from loaders.facts import Kind
from loaders.reading.speech_judgments import judgment
from loaders.reading.speech_lexicon import Cue
from loaders.reading.speech_shapes import (
    ADJUNCT,
    ASKED_TO,
    DAY,
    DID,
    FORESEES,
    GUESTS,
    MATTER,
    NUMBER,
    OCCASION,
    PLAINLY,
    PUT_AT,
    SHORT_LEAD,
    STRAIGHT_THAT,
    THAT,
    THING,
    WHERE_IT_WAS_SAID,
    WHO,
)
from loaders.reading.speech_speakers import Speaker, Speakers
from loaders.reading.speech_words import FINITE, LEAST_WORDS, WORDS, Said, as_said


class Following:
    """Reads what follows “X said”, “X stressed”."""

    def __init__(self, speakers: Speakers) -> None:
        """For the article of ``speakers``."""
        self._speakers = speakers
        self._text = speakers.text

    def read(self, cue: Cue, speaker: Speaker, close: int) -> Said | None:
        """The clause or thing that follows the verb."""
        person = speaker.entity.kind is Kind.PERSON
        that = THAT.match(self._text, cue.end, close)
        clause = cue.is_a("claim", "say", "tell") or (person and cue.is_a("hold", "personal"))
        clause = clause or (cue.is_a("express") and that is not None and not that[0].rsplit("that", 1)[0].strip())
        straight = person and cue.is_a("introduce") and STRAIGHT_THAT.match(self._text, cue.end, close) is not None
        if that and (straight or (clause and self._is_object_clause(cue, that))):
            return as_said(self._text, speaker.entity, that.end(), close, "speech.clause")
        if cue.is_a("ask") and person and ASKED_TO.match(self._text, cue.end, close):
            return self._thing(cue, speaker, close)
        if cue.is_a("put") and PUT_AT.match(self._text, cue.end, close):
            return self._thing(cue, speaker, close)
        if cue.is_a("judge") and not cue.is_a("express"):
            judged = judgment(self._text, cue, close) if person else None
            if judged is not None:
                return as_said(self._text, speaker.entity, judged, close, "speech.object")
        if cue.is_a("claim"):
            return self._bare(cue, speaker, close)
        if cue.is_a("tell"):
            matter = MATTER.match(self._text, cue.end, close) if person else None
            return as_said(self._text, speaker.entity, matter.end(), close, "speech.clause") if matter else None
        foresees = speaker.entity.kind is Kind.INSTITUTION and FORESEES.match(self._text, cue.start, close)
        if cue.is_a("say", "express") or foresees or (person and cue.is_a("hold", "personal")):
            return self._thing(cue, speaker, close)
        return None

    def _is_object_clause(self, cue: Cue, that: re.Match[str]) -> bool:
        """Whether “that” opens what was said, and no relative clause further on."""
        between = that[0].rsplit("that", 1)[0]
        if not between.strip(" ,"):
            return True
        return cue.is_a("tell") or ADJUNCT.match(between) is not None

    def _bare(self, cue: Cue, speaker: Speaker, close: int) -> Said | None:
        """A clause without “that”."""
        day = DAY.match(self._text, cue.end, close)
        start = day.end() if day else cue.end
        plainly = self._text[cue.start : cue.end] in PLAINLY
        if WHERE_IT_WAS_SAID.match(self._text, start, close) or not (plainly or _clausal(self._text[start:close])):
            return None
        return as_said(self._text, speaker.entity, start, close, "speech.clause")

    def _thing(self, cue: Cue, speaker: Speaker, close: int) -> Said | None:
        """What was stressed, welcomed, proposed; greeting guests says nothing."""
        verb = self._text[cue.start : cue.end]
        person_first = self._speakers.first(cue.end + 1, close)
        greeted = person_first is not None and person_first.entity.kind is Kind.PERSON
        counted = NUMBER.match(self._text, cue.end, close) is not None
        if verb.startswith("welcom") and (GUESTS.match(self._text, cue.end, close) or greeted or counted):
            return None
        if verb in {"called on", "called upon"} and " to " not in self._text[cue.end : close]:
            return None  # a courtesy visit
        if verb == "reported" and self._text.startswith(" to ", cue.end):
            return None
        occasion = OCCASION.search(self._text, cue.end, close)
        if occasion and len(WORDS.findall(self._text[cue.end : occasion.start()])) >= LEAST_WORDS:
            close = occasion.start()
        pause = self._text.find(";", cue.end, close)
        close = pause if pause >= 0 else close
        aside = self._aside_end(cue, speaker, close)
        rule = "speech.clause" if cue.is_a("say") and _clausal(self._text[cue.end : aside]) else "speech.object"
        return as_said(self._text, speaker.entity, cue.end, aside, rule)

    def _aside_end(self, cue: Cue, speaker: Speaker, close: int) -> int:
        """Where “X, who praised the crew, opened the road” goes on with what X did."""
        s = self._speakers.sentence(cue.start)
        if not WHO.fullmatch(self._text, speaker.end, cue.start) or speaker.start > s + SHORT_LEAD:
            return close
        comma = DID.search(self._text, cue.end, close)
        return comma.start() if comma else close


def _clausal(words: str) -> bool:
    """Whether the words look like a clause of their own."""
    return FINITE.search(words[:160]) is not None and not THING.match(words)
