"""Topics: the sectors that an article names as what a framework, project or event is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from loaders.facts import Attended, Discussed, Entity, Event, Fact, Kind, Passage, Statement, Topic
from loaders.reading.background import UNDERTAKINGS, Background
from loaders.reading.descriptions import description
from loaders.reading.document import Form, Sentence, Understood, Zone
from loaders.reading.outline import FILL, MARKS, QUANTITY, Outline
from loaders.reading.sections import Sections
from loaders.reading.sector_words import Hit, in_name, scan, topic_rules, words_of
from loaders.reading.subjects import Subjects

_NAMED: Final = frozenset({Kind.PROJECT, Kind.FRAMEWORK, Kind.EVENT})
_UNNAMED_EVENTS: Final = frozenset({"Meeting", "Visit", "Signing", "Approval", "Interview"})
_JOBS: Final = "social-protection-jobs"
_UNDERTAKINGS: Final = (MARKS[Kind.PROJECT], MARKS[Kind.FRAMEWORK])
_TOLD_OF: Final = (*_UNDERTAKINGS, MARKS[Kind.EVENT])
_OPENING: Final = 28
"""How far into a sentence the name of what it is about stands at most: “Adopted on Thursday, the document …”."""
_BODY: Final = re.compile(r"\b(?:[Cc]ommission|[Cc]ommittee|[Cc]ouncil) on (?P<on>[^,;]+(?:, [^,;]+)*)")
_EVIDENCE: Final = 3
"""How many passages at most bear witness to one topic."""


def topics(u: Understood, facts: Sequence[Fact]) -> tuple[Topic, ...]:
    """The topics of an article; ``facts`` are what the stages before found in it."""
    return _Reader(u, facts).read()


class _Reader:
    """Reads the topics of one article."""

    def __init__(self, u: Understood, facts: Sequence[Fact]) -> None:
        self._u = u
        self._text = u.document.text
        self._outline = Outline(u)
        self._sections = Sections(u, facts)
        self._background = Background(u.document, self._outline, Subjects(self._outline), facts)
        self._rules = topic_rules()
        self._plain = self._unblocked()
        self._found: dict[tuple[str, str], tuple[Entity, str, list[Passage]]] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        self._bystanders = sorted(
            {
                n
                for m in u.mentions
                if m.entity.kind is Kind.INSTITUTION or m.entity.cls == "City"
                for n in (m.entity.name, *m.entity.names)
            },
            key=lambda n: (-len(n), n),
        )
        self._facts = facts

    def read(self) -> tuple[Topic, ...]:
        """All topics, sorted by the place of their first evidence."""
        self._by_name()
        focus: Entity | None = None
        self._resulting: Entity | None = None
        for s in self._u.document.sentences:
            if s.zone is Zone.BODY and s.start >= self._u.document.body:
                focus = self._sentence(s, focus)
        self._discussed()
        found = [
            Topic(about=about, sector=sector, evidence=tuple(sorted(passages)), rule=f"topic.{rule}")
            for (_, sector), (about, rule, passages) in self._found.items()
        ]
        return tuple(sorted(found, key=lambda t: (t.evidence, t.about.iri, t.sector)))

    def _unblocked(self) -> str:
        """The outline without titles of persons and wordings that only look like sector words."""
        pieces: list[str] = []
        at = 0
        text = self._outline.text
        for m in self._u.mentions:
            if m.entity.kind is not Kind.PERSON or m.outer_end <= at:
                continue
            for start, end in ((max(at, m.outer_start), m.start), (max(at, m.end), m.outer_end)):
                if start < end:
                    pieces += (text[at:start], FILL * (end - start))
                    at = end
        pieces.append(text[at:])
        return self._rules.blocked.sub(lambda b: " " * len(b[0]), "".join(pieces))

    def _add(self, about: Entity, sectors: Iterable[str], passage: Passage, rule: str) -> None:
        for sector in sectors:
            known = self._found.setdefault((about.iri, sector), (about, rule, []))
            if len(known[2]) < _EVIDENCE and passage not in known[2]:
                known[2].append(passage)

    def _by_name(self) -> None:
        """What the names of projects, frameworks and events say; the sentences that name them bear witness."""
        for m in self._u.mentions:
            e = m.entity
            if e.kind not in _NAMED or m.form is Form.PRONOUN:
                continue
            if e.iri not in self._names:
                self._names[e.iri] = self._sectors_of(e)
            if self._names[e.iri]:
                s = self._u.document.sentence_at(m.start)
                self._add(e, self._names[e.iri], (s.start, s.end), "name")

    def _sectors_of(self, e: Entity) -> tuple[str, ...]:
        if e.kind is Kind.EVENT and e.cls in _UNNAMED_EVENTS:
            body = _BODY.search(e.name) if e.cls == "Meeting" else None
            return in_name(body["on"].replace("Humanitarian", "")) if body is not None else ()
        found: set[str] = set()
        for name in {e.name, *e.names}:
            for bystander in self._bystanders:
                name = name.replace(bystander, " ")
            found.update(in_name(name))
        return tuple(sorted(found))

    def _sectors(self, start: int, end: int) -> tuple[str, ...]:
        """The sectors spoken of in a stretch of the text, the projects named there included."""
        hits = scan(self._rules.terms, words_of(self._plain, start, end))
        found = {hit.sector for hit in hits if hit.sector != _JOBS or not self._counted(hit)}
        for m in self._outline.after(start, end):
            if m.entity.kind is Kind.PROJECT:
                found.update(self._names.get(m.entity.iri, ()))
        return tuple(sorted(found))

    def _counted(self, hit: Hit) -> bool:
        """Whether the word is the unit of a number: “created 1,200 jobs” is a result, not a policy."""
        i = bisect_right(self._u.document.quantities, hit.start, key=lambda q: q.start) - 1
        return i >= 0 and hit.start < self._u.document.quantities[i].end

    def _sentence(self, s: Sentence, focus: Entity | None) -> Entity | None:
        """Read one sentence; gives the framework whose priorities were spoken of last."""
        end = min(s.end, s.start + 900)
        text, meant = self._described(s, self._outline.text[s.dateline : end])
        claimed, low = False, text.lower()
        for rule in self._rules.scopes if any(mark in text for mark in _TOLD_OF) else ():
            match = rule.pattern.search(text) if rule.may_fit(low) else None
            mention = self._outline.mention(s.dateline + match.start("about")) if match else None
            about = mention.entity if mention else meant
            if match is None or about is None:
                continue
            start, stop = s.dateline + match.start("scope"), s.dateline + match.end("scope")
            sectors = self._sectors(start, rule.ends(self._outline.text, start, stop, about.kind))
            claimed = claimed or bool(sectors)
            self._add(about, sectors, (s.start, s.end), rule.name)
            if rule.priorities and about.kind is Kind.FRAMEWORK:
                focus = about
        claimed = self._result(s, end, text, claimed)
        if not claimed and focus is not None and self._rules.continuation.search(low):
            self._add(focus, self._sectors(s.dateline, end), (s.start, s.end), "continuation")
            claimed = True
        if not claimed and (named := self._framework_of(s)) is not None:
            focus = named if focus is None or named.cls == "PartnershipStrategy" else focus
        if not claimed:
            self._meeting(s, end, text)
        return focus

    def _framework_of(self, s: Sentence) -> Entity | None:
        """The framework that a sentence names alone, or first: the next one may tell its priorities."""
        named = [m for m in self._outline.after(s.start, s.end) if m.entity.kind is Kind.FRAMEWORK]
        if not named:
            return None
        alone = len({m.entity.iri for m in named}) == 1
        return named[0].entity if alone or named[0].start - s.dateline <= _OPENING else None

    def _described(self, s: Sentence, text: str) -> tuple[str, Entity | None]:
        """The sentence with “the project” at its head marked like a name, and the undertaking that it means."""
        said = description(self._outline.text, s)
        if said is None or not said.noun or any(mark in text[: said.end - s.dateline] for mark in _UNDERTAKINGS):
            return text, None
        bearer = self._background.main(s, said.kinds) or self._background.main(s, UNDERTAKINGS)
        if bearer is None:
            return text, None
        length = said.end - s.dateline
        return MARKS[bearer.about.kind] + FILL * (length - 1) + text[length:], bearer.about

    def _result(self, s: Sentence, end: int, text: str, claimed: bool) -> bool:
        """Whether the sentence announces or goes on with the results of a framework."""
        match = self._rules.results.search(text) if MARKS[Kind.FRAMEWORK] in text else None
        mention = self._outline.mention(s.dateline + match.start("about")) if match else None
        if mention is not None:
            self._resulting = mention.entity
            return True
        if self._resulting is None or claimed or QUANTITY not in text:
            self._resulting = None
            return claimed
        self._add(self._resulting, self._sectors(s.dateline, end), (s.start, s.end), "results")
        return True

    def _meeting(self, s: Sentence, end: int, text: str) -> None:
        own = [
            x
            for x in self._sections.items
            if x.event.event.cls == "Meeting" and x.event.status == "held" and (s.start, s.end) in x.event.evidence
        ]
        section = own[0] if len(own) == 1 else self._sections.meeting(s.start) or self._sections.visit()
        if section is None:
            return
        told = (s.start, s.end) in section.event.evidence
        if not told and (section.event.status != "held" or self._said_elsewhere(s, section.event)):
            return
        sectors = self._sectors(s.dateline, end)
        if sectors and (told or self._rules.meeting.search(text.lower())):
            self._add(section.event.event, sectors, (s.start, s.end), "meeting")

    def _said_elsewhere(self, s: Sentence, event: Event) -> bool:
        """Whether those who speak in the sentence are other persons than those who met."""
        speakers = {
            f.speaker.iri
            for f in self._facts
            if isinstance(f, Statement) and f.speaker.kind is Kind.PERSON and f.text[0] < s.end and s.start < f.text[1]
        }
        guests = {
            f.agent.iri
            for f in self._facts
            if isinstance(f, Attended) and f.event.iri == event.event.iri and f.agent.kind is Kind.PERSON
        }
        return bool(speakers and guests) and speakers.isdisjoint(guests)

    def _discussed(self) -> None:
        """A meeting is about the sectors of the projects discussed there."""
        for f in self._facts:
            if isinstance(f, Discussed) and f.about.kind is Kind.PROJECT and f.event.cls == "Meeting":
                for passage in f.evidence:
                    self._add(f.event, self._names.get(f.about.iri, ()), passage, "discussed")
