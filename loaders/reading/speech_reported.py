"""Reported speech: what a sentence says that someone said, noted, expressed or thinks."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.facts import Entity, Kind
from loaders.reading.speech_according import According
from loaders.reading.speech_following import Following
from loaders.reading.speech_lexicon import Cue, lexicon
from loaders.reading.speech_shapes import (
    ADJUNCT,
    AND_SAID,
    CLAUSE_BETWEEN,
    DANGLING,
    HE_ALSO,
    IT,
    LONGEST_TITLE,
    MOST_CLAUSES,
    NEARLY_THAT,
    NEW_CLAUSE,
    PARENTHESIS,
    SECOND,
    SHARED,
    SHORT_LEAD,
    STRAIGHT_THAT,
    THANKED,
    THAT,
    WENT_ON,
)
from loaders.reading.speech_speakers import Speaker, Speakers
from loaders.reading.speech_words import LEAST_WORDS, WORDS, Said, as_said, closing


class Reported:
    """Reads the reported speech of one sentence at a time."""

    def __init__(self, speakers: Speakers) -> None:
        """For the article of ``speakers``."""
        self._speakers = speakers
        self._text = speakers.text
        self._according = According(speakers)
        self._following = Following(speakers)

    def read(self, start: int, end: int, quoted: Sequence[tuple[int, int]] = ()) -> tuple[Said, ...]:
        """What ``text[start:end]``, a sentence, reports; words inside ``quoted`` bring in nothing.

        One statement, unless a second clause has a speaker of its own: “X noted the rain, while Y praised …”.
        """
        for cut in self._second_clauses(start, end):
            parts = self._part(start, cut, quoted), self._part(cut, end, quoted)
            if parts[0] and parts[1] and parts[0].speaker.iri != parts[1].speaker.iri:
                return parts[0], parts[1]
        found = self._part(start, end, quoted)
        return self._and_said(found, end) if found else ()

    def _and_said(self, found: Said, end: int) -> tuple[Said, ...]:
        """What the same speaker says after having thanked or praised: “X thanked the donors and said that …”."""
        if found.rule != "speech.object":
            return (found,)
        for cue in self._speakers.cues(found.start, found.end):
            if cue.participle or not (cue.is_a("claim", "say") or self._text.startswith(" that ", cue.end)):
                continue
            joint = AND_SAID.search(self._text, max(found.start, cue.start - 20), cue.start)
            if joint:
                said = self._following.read(
                    cue, Speaker(found.speaker, found.start, cue.start), closing(self._text, cue.end, end)
                )
                if said is None or said.rule != "speech.clause":
                    return (found,)
                first = as_said(self._text, found.speaker, found.start, joint.start(), found.rule)
                return (first, said) if first and not self._merely_thanked(first) else (said,)
        return (found,)

    def _merely_thanked(self, said: Said) -> bool:
        """Whether someone is thanked or congratulated without a word of what for."""
        thanked = THANKED.search(self._text, max(0, said.start - 16), said.start)
        return thanked is not None and " for " not in self._text[said.start : said.end]

    def _second_clauses(self, start: int, end: int) -> list[int]:
        """Where a clause begins that names a subject of its own right after “, and” or “, while”."""
        cuts = [found.end() for found in SECOND.finditer(self._text, start, end)][:MOST_CLAUSES]
        firsts = ((cut, self._speakers.first(cut, end)) for cut in cuts)
        return [cut for cut, first in firsts if first is not None and first.start <= cut + LONGEST_TITLE]

    def _part(self, start: int, end: int, quoted: Sequence[tuple[int, int]]) -> Said | None:
        found = self._according.read(start, end) or self._verbs(start, end, quoted)
        if found is None:
            return None
        stop = DANGLING.search(self._text, found.start, found.end)
        return found._replace(end=stop.start()) if stop else found

    def going_on(self, speaker: Entity, start: int, end: int) -> Said | None:
        """What a sentence reports after a quotation and its speaker: “…,” she said, adding that …"""
        for cue in self._speakers.cues(start, end):
            lead = self._text[start : cue.start].rstrip()
            that = NEARLY_THAT.match(self._text, cue.end, end)
            if (
                cue.is_a("claim", "say")
                and that
                and (lead.endswith((",", " and", " also", ", who")) or lead.strip() == "who" or HE_ALSO.search(lead))
            ):
                close = closing(self._text, that.end(), end)
                return as_said(self._text, speaker, that.end(), close, "speech.participle")
            if cue.is_a("judge", "express") and not cue.participle and lead.endswith(", who"):
                return self._following.read(cue, Speaker(speaker, start, cue.start), closing(self._text, cue.end, end))
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
        speaker = self._speakers.before(cue.start, start) or self._shared(cue, start) or self._it(cue, start)
        if speaker is not None:
            return self._with_subject(cue, speaker, start, end)
        lead = self._text[start : cue.start].rstrip()
        if not cue.is_a("claim", "say", "personal") or not lead.endswith((",", ",”", ',"', ",»")):
            return None
        speaker = self._speakers.after(cue.end, end)
        if speaker and cue.is_a("personal") and speaker.entity.kind is not Kind.PERSON:
            return None
        close = start + len(lead.rstrip(',”"»'))
        if speaker and close - start < SHORT_LEAD and self._text.startswith(", ", speaker.end):
            whole = closing(self._text, start, end)
            return as_said(self._text, speaker.entity, start, whole, "speech.clause-around")
        return as_said(self._text, speaker.entity, start, close, "speech.clause-first") if speaker else None

    def _it(self, cue: Cue, start: int) -> Speaker | None:
        """“It expects …”: the institution that the sentence before begins with."""
        found = IT.match(self._text, start, cue.start)
        if found is None or cue.is_a("introduce"):
            return None
        if self._text[found.end() : self._speakers.without_adverbs(cue.start, start)].strip():
            return None
        named = self._speakers.institution_before(start)
        return Speaker(named, found.start(), found.end()) if named else None

    def _shared(self, cue: Cue, start: int) -> Speaker | None:
        """The subject of an earlier verb of the sentence: “Ruiz received the guests and thanked …”."""
        if not SHARED.search(self._text, max(start, cue.start - 30), cue.start):
            return None
        speaker = self._speakers.first(start, cue.start)
        if speaker is None or CLAUSE_BETWEEN.search(self._text, speaker.end, cue.start):
            return None
        return speaker if self._text[speaker.end : cue.start].strip() not in {"and", "but", ","} else None

    def _with_subject(self, cue: Cue, speaker: Speaker, start: int, end: int) -> Said | None:
        """What follows “X said”, precedes it, or stands on both sides."""
        close = closing(self._text, cue.end, end)
        rest = self._text[cue.end : close]
        lead = self._text[start : self._speakers.title_start(speaker.start, start)].rstrip()
        verb = self._text[cue.start : cue.end]
        reports = cue.is_a("claim", "say", "tell", "hold") or verb in WENT_ON
        reports = reports or (cue.is_a("personal") and speaker.entity.kind is Kind.PERSON)
        if lead.endswith(",") and reports and not THAT.match(rest):
            begin = self._clause_start(start, start + len(lead))
            inside = cue.is_a("tell") and PARENTHESIS.match(rest) is not None
            if inside or (rest.lstrip().startswith(",") and len(rest) > 2):
                close = closing(self._text, start, end)
                return as_said(self._text, speaker.entity, begin, close, "speech.clause-around")
            introduction = lexicon().openers.match(lead) is not None and "," not in lead[:-1]
            if not introduction and (cue.is_a("tell") or ADJUNCT.match(rest)):
                return as_said(self._text, speaker.entity, begin, start + len(lead) - 1, "speech.clause-first")
        return self._following.read(cue, speaker, close)

    def _clause_start(self, start: int, end: int) -> int:
        """Where the clause begins that ends at ``end``: behind a semicolon or colon, if enough words follow that."""
        cuts = [m.end() for m in NEW_CLAUSE.finditer(self._text, start, end)]
        return next((c for c in reversed(cuts) if len(WORDS.findall(self._text, c, end)) >= LEAST_WORDS), start)

    def participle(self, cue: Cue, start: int, end: int) -> Said | None:
        """“X toured the site, noting that …”, where the sentence reports nothing else."""
        if not cue.is_a("claim", "say") or not self._text[start : cue.start].rstrip().endswith((",", "and")):
            return None
        that = STRAIGHT_THAT.match(self._text, cue.end, end)
        speaker = self._speakers.first(start, cue.start)
        if that is None or speaker is None:
            return None
        close = closing(self._text, that.end(), end)
        return as_said(self._text, speaker.entity, that.end(), close, "speech.participle")
