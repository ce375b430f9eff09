"""Who speaks: the subject of a verb of saying, before or after it, among the mentions of an article."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final, NamedTuple

from loaders.facts import Entity, Kind
from loaders.reading.document import Form, Mentioned, Understood
from loaders.reading.speech_lexicon import Cue, cues, lexicon
from loaders.reading.speech_pronouns import PRONOUN_OF, pronouns

REACH: Final = 900
"""Code points back to which “he” or “she” may look for the last speaker."""
SHORT_REACH: Final = 700
"""The same, for someone who was only the subject of a sentence."""
_TRIES: Final = 5
_LONGEST_GROUP: Final = 220

_PHRASE: Final = r"(?:\s+(?:of|for|in|at|from)(?:\s+(?:the|and|of|for|in|&|[A-Z][\w.’'-]*)){1,12})"
_GAP: Final = re.compile(rf"\s*(?:\([^()]{{1,60}}\))?{_PHRASE}?\s*(?:\([^()]{{1,60}}\))?(?:,[^;:“”\"\n]{{1,220}},)?\s*")
_FIRST_WORD: Final = re.compile(r"(?:he|she)\b", re.IGNORECASE)
_PREDICATE: Final = re.compile(
    r"(?:\s+\([^()]{1,40}\))?,?\s+(?:(?:also|\w+ly)\s+)?(?:has|have|had|is|was|\w+ed|met|held|took|gave|made|put|began|says)\b"
)
_ACRONYM: Final = re.compile(r"\s+\(?[A-Z][\w-]{1,9}\)?")
_WHO: Final = re.compile(r",?\s+who\s+")
_WORD_BEFORE: Final = re.compile(r"([\w&’']+)\s+(?:(?:the|a|an|his|her|its|their|our)\s+)?$", re.IGNORECASE)
_PRONOUN: Final = re.compile(r"\b(?:he|she)\s*$", re.IGNORECASE)
_DIRECT: Final = re.compile(r"\s*(?:[Tt]he\s+)?(?:[A-Z][a-z]+\s+)?")
"""“according to the Kazakh Foreign Ministry”."""
_POSSESSIVE: Final = re.compile(r"[’']s?\b|[’']\s")
_TITLE: Final = re.compile(
    r"(?:(?:[A-Z][\w’'.-]*|of|the|for|and|in|to|de|its|his|her|head|director|minister|president|manager|chairman"
    r"|site|chief|deputy|project|country|senior|task|team|leader|engineer|spokesman|spokeswoman|spokesperson|economist"
    r"|von|van|der|den|da|di|dos|al|bin|ter|mayor|governor|secretary|adviser|advisor|officer|coordinator|ambassador|general|executive|vice|managing)"
    r"\s+){1,20}$"
)


class Speaker(NamedTuple):
    """Someone who says something, and the noun group that names them there."""

    entity: Entity
    start: int
    end: int


class _Recent(NamedTuple):
    """Whom a pronoun may mean."""

    entity: Entity
    at: int
    spoke: bool


class Speakers:
    """Finds the speakers of one article; remembers who spoke last, for pronouns."""

    def __init__(self, understood: Understood) -> None:
        """For one article, with its references resolved."""
        self._understood = understood
        self._mentions = understood.mentions
        self.text = understood.document.text
        self._cues = tuple(cues(self.text, understood.document.body, len(self.text)))
        self._recent: _Recent | None = None
        self._doubtful = False
        self._pronouns = pronouns(understood)

    def cues(self, start: int, end: int) -> tuple[Cue, ...]:
        """The forms of verbs of saying in ``text[start:end]``, in order."""
        first = bisect_left(self._cues, start, key=lambda c: c.start)
        return self._cues[first : bisect_left(self._cues, end, key=lambda c: c.end - 1)]

    def heard(self, entity: Entity, at: int, *, spoke: bool = True) -> None:
        """Take note that a person spoke, or was the subject of a sentence, that ended at ``at``."""
        if entity.kind is Kind.PERSON:
            self._recent = _Recent(entity, at, spoke)
            self._doubtful = False

    def forget(self, *, named: bool) -> None:
        """Take note that someone unknown spoke; if it was someone with a name, no pronoun is safe from now on."""
        self._recent = None
        self._doubtful = named

    def before(self, verb: int, floor: int) -> Speaker | None:
        """The subject that ends before a verb at ``verb`` and begins no earlier than ``floor``."""
        end = self.without_adverbs(verb, floor)
        last = bisect_left(self._mentions, end, key=lambda m: m.start)
        for mention in reversed(self._mentions[max(0, last - _TRIES) : last]):
            if mention.start < floor:
                break
            if self._relative(mention, end):
                return Speaker(mention.entity, mention.start, mention.end)
            if self._reaches(mention, end, floor):
                if mention.form is Form.PRONOUN:
                    return self._pronoun(mention.start, mention.end)
                return self._speaker(mention, floor)
        pronoun = _PRONOUN.search(self.text, max(floor, end - 6), end)
        return self._pronoun(pronoun.start(), pronoun.end()) if pronoun else None

    def after(self, verb: int, limit: int) -> Speaker | None:
        """The subject that follows a verb: “said the World Bank’s country manager, Ana Ruiz, in a speech”."""
        limit = min(limit, verb + _LONGEST_GROUP)
        stop = lexicon().stops.search(self.text, verb, limit)
        limit = stop.start() if stop else limit
        group = self._understood.between(verb, limit)
        for mention in group:
            if mention.entity.kind is Kind.PERSON and not self._owns(mention):
                start = min(mention.start, max(verb, mention.outer_start))
                return Speaker(mention.entity, start, self._end(mention))
        if not group or lexicon().credits.search(self.text, verb, min(limit, group[0].end + 40)):
            return None
        first = group[0]
        direct = _DIRECT.fullmatch(self.text, verb, first.start) is not None
        members = lexicon().members.search(self.text, verb, first.start)
        plain = direct or (members is not None and not self.text[verb : members.start()].strip())
        named = plain and self._speaks(first) and not self._owns(first)
        return Speaker(first.entity, verb, first.end) if named else None

    def first(self, start: int, end: int) -> Speaker | None:
        """The speaker with whom a sentence begins, after an introduction at most."""
        for mention in self._understood.between(start, end)[:_TRIES]:
            lead = self.text[start : mention.outer_start].strip()
            if (not lead or lead.lower() == "the" or lead.endswith(",")) and self._speaks(mention):
                if mention.form is Form.PRONOUN:
                    break
                if mention.entity.kind is not Kind.PERSON and not _PREDICATE.match(self.text, mention.end, end):
                    return None  # “The EIB vice-president”, of whom only the bank is known
                return None if self._owns(mention) else self._speaker(mention, start)
        found = _FIRST_WORD.match(self.text, start, end)
        return self._pronoun(found.start(), found.end()) if found else None

    def right_before(self, end: int, floor: int) -> Entity | None:
        """The person or institution whose name ends at ``end``."""
        last = bisect_left(self._mentions, end, key=lambda m: m.start) - 1
        mention = self._mentions[last] if last >= 0 else None
        if mention is None or mention.start < floor or mention.entity.kind is Kind.PLACE or not self._speaks(mention):
            return None
        return mention.entity if end in (mention.end, self._end(mention)) else None

    def institution_before(self, start: int) -> Entity | None:
        """The institution that the sentence before the one at ``start`` begins with, else the only one it names."""
        sentence = self._understood.document.sentence_at(max(0, start - 1))
        named = self._understood.between(sentence.dateline, sentence.end)
        group = [m for m in named if m.entity.kind is Kind.INSTITUTION and self._speaks(m)]
        opens = bool(group) and group[0].start <= sentence.dateline + len("The ")
        alone = len({m.entity.iri for m in group}) == 1 and not any(m.entity.kind is Kind.PERSON for m in named)
        return group[0].entity if opens or alone else None

    def possessive(self, start: int, end: int) -> Entity | None:
        """Whom “his” or “her” at ``start`` means."""
        found = self._pronoun(start, end)
        return found.entity if found else None

    def title_start(self, start: int, floor: int) -> int:
        """Where the noun group of a speaker begins, with the title in front of the name."""
        title = _TITLE.search(self.text, max(floor, start - 120), start)
        return title.start() if title else start

    def without_adverbs(self, verb: int, floor: int) -> int:
        """Where the words before a verb end, its adverbs and auxiliaries left out."""
        start = max(floor, verb - 60)
        found = lexicon().between.search(self.text[start:verb])
        if found is None or not found[0].strip():
            return verb
        end = start + found.start()
        rest = self.text[floor:end].rstrip()
        opened = self.text.rfind(",", floor, max(floor, floor + len(rest) - 1))
        # “Ruiz, however, said”: the comma belongs to the adverb, unless it closes an apposition
        return floor + len(rest) - 1 if rest.endswith(",") and opened < 0 else end

    def _relative(self, mention: Mentioned, verb: int) -> bool:
        """“… with Ruiz, who noted”: a relative clause, whatever the name hangs on."""
        ends = {mention.end, self._end(mention)}
        return mention.entity.kind is Kind.PERSON and any(_WHO.fullmatch(self.text, end, verb) for end in ends)

    def _reaches(self, mention: Mentioned, verb: int, floor: int) -> bool:
        """Whether a mention is the subject of a verb: nothing but its own modifiers stands between."""
        if not self._speaks(mention) or (mention.end > verb):
            return False
        ends = {mention.end, self._end(mention)}
        apposed = mention.entity.kind is Kind.PERSON and self.text[max(0, mention.start - 2) : mention.start] == ", "
        if apposed and any(self.text[end:verb].strip() == "," for end in ends):
            return True  # “the head of the fund, Ana Ruiz, said”
        return any(end <= verb and verb - end <= 300 and _GAP.fullmatch(self.text, end, verb) for end in ends) and (
            self._speaker(mention, floor) is not None
        )

    def _speaker(self, mention: Mentioned, floor: int) -> Speaker | None:
        """The mention as a speaker, unless it hangs on a preposition (“a meeting with Ruiz”)."""
        start = min(mention.start, mention.outer_start)
        honorific = lexicon().honorifics.search(self.text[max(0, start - 40) : start])
        start -= len(honorific[0]) if honorific else 0
        before = _WORD_BEFORE.search(self.text, max(floor, start - 40), start)
        if before is None or before[1].lower() not in lexicon().prepositions:
            return Speaker(mention.entity, start, self._end(mention))
        members = lexicon().members.search(self.text, max(floor, start - 60), start)
        if members is None or mention.entity.kind is Kind.PERSON:
            return None
        outer = _WORD_BEFORE.search(self.text, max(floor, members.start() - 40), members.start())
        governed = outer is not None and outer[1].lower() in lexicon().prepositions
        return None if governed else Speaker(mention.entity, members.start(), self._end(mention))

    def _speaks(self, mention: Mentioned) -> bool:
        """Whether the entity can speak for itself: persons, institutions but not the press, countries."""
        entity = mention.entity
        if entity.kind is Kind.PERSON:
            return True
        if mention.form is Form.DEMONYM:
            return self.text[mention.start : mention.end].endswith("side")
        if entity.kind is Kind.INSTITUTION:
            name = self.text[mention.start : mention.end + 30].split(",")[0]
            return entity.cls != "NewsOutlet" and not lexicon().credits.search(name)
        return entity.kind is Kind.PLACE and entity.cls == "Country"

    def _owns(self, mention: Mentioned) -> bool:
        """Whether the mention is a possessive."""
        return _POSSESSIVE.match(self.text, mention.end) is not None

    def _end(self, mention: Mentioned) -> int:
        """Where the noun group ends; an institution’s own group may hold the person who works there."""
        acronym = _ACRONYM.fullmatch(self.text, mention.end, mention.outer_end)
        return mention.outer_end if acronym or mention.entity.kind is Kind.PERSON else mention.end

    def _pronoun(self, start: int, end: int) -> Speaker | None:
        """“he” or “she”: whoever spoke in the sentence before, else as the references say, else who spoke last."""
        pronoun = PRONOUN_OF.get(self.text[start:end].strip().lower())
        recent = self._recent
        if recent is not None and (pronoun is None or self._pronouns.get(recent.entity.iri, pronoun) != pronoun):
            recent = None
        if recent is not None and recent.spoke and not self.text[recent.at : self._sentence_start(start)].strip():
            return Speaker(recent.entity, start, end)
        if self._doubtful:
            return None
        i = bisect_left(self._mentions, start, key=lambda m: m.start)
        if i < len(self._mentions) and self._mentions[i].start == start:
            entity = self._mentions[i].entity
            return Speaker(entity, start, end) if entity.kind is Kind.PERSON else None
        if recent is None or start > recent.at + (REACH if recent.spoke else SHORT_REACH):
            return None
        if pronoun is not None:
            self._pronouns[recent.entity.iri] = pronoun
        return Speaker(recent.entity, start, end)

    def sentence(self, offset: int) -> int:
        """Where the sentence begins that holds ``offset``, past a dateline."""
        return self._understood.document.sentence_at(offset).dateline

    def _sentence_start(self, offset: int) -> int:
        return self._understood.document.sentence_at(offset).start
