"""The events of an article as they come up, with what the article says of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.facts import Kind, Span
from loaders.reading.builder import Builder
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.tape import Tape


@dataclass(slots=True, eq=False)
class Happening:
    """An event with what the article says of it."""

    draft: Draft
    cls: str
    rule: str
    tapes: list[Tape]
    agents: list[Draft] = field(default_factory=list[Draft])
    date: Span | None = None
    place: Draft | None = None
    during: Draft | None = None
    status: str = "held"
    place_shared: bool = False
    """Whether its place is only that of the forum it was part of."""
    begun: bool = False
    """Whether it goes on while the article appears: “The forum ends on October 10”."""
    other: Draft | None = None
    """The only side of a meeting that is named so far; the other is who speaks next."""
    about: list[tuple[Draft, Tape]] = field(default_factory=list[tuple[Draft, Tape]])
    agent_tapes: dict[int, list[Tape]] = field(default_factory=dict[int, list[Tape]])

    def join(self, agent: Draft, tape: Tape) -> None:
        """Note a participant and the sentence that says so."""
        agent = agent.root
        if agent not in self.agents:
            self.agents.append(agent)
        self.agent_tapes.setdefault(agent.order, []).append(tape)


@dataclass(slots=True)
class Chronicle:
    """All events of an article, in the order in which they come up."""

    lexicon: Lexicon
    builder: Builder
    happenings: list[Happening] = field(default_factory=list[Happening])
    series: list[tuple[Draft, Draft, Tape]] = field(default_factory=list[tuple[Draft, Draft, Tape]])
    signed: dict[int, Draft] = field(default_factory=dict[int, Draft])
    """What was signed at which signing, by the order of its draft."""
    agreed: list[Draft] = field(default_factory=list[Draft])
    """Who “have agreed”: the sides of the agreement that is spoken of next without them."""
    home: Draft | None = None
    """The country that the article is about."""
    dateline: Draft | None = None
    """The place of the dateline: what “here” means."""
    tapes: list[Tape] = field(default_factory=list[Tape])
    """The sentences of the article."""
    at: int = 0
    """The sentence that is being read."""
    day: Span | None = None
    """The day last spoken of in an earlier sentence: what “the following day” counts from."""
    days: Span | None = None
    """The stretch of several days last spoken of: “the same week”."""
    reported: bool = False
    """Whether that was the day of a report (“said on Tuesday”) and not of what it tells."""
    replaced: set[Draft] = field(default_factory=set[Draft])
    """Frameworks that others take the place of: named beside those, seldom discussed themselves."""
    background: int = -1
    """The paragraph that turned from the meeting to its background."""
    floor: Happening | None = None
    """The ceremony at which the speaker of the sentence before spoke: whose who goes on was there too."""
    speaker: Draft | None = None
    """The person last spoken of as a subject: who “held talks with”, where nobody else is named."""

    def of(self, draft: Draft) -> Happening | None:
        """The happening of an event, if it is known."""
        return next((h for h in self.happenings if h.draft.root is draft.root), None)

    def named(self, draft: Draft, tape: Tape, rule: str) -> Happening:
        """The happening of an event with a name."""
        known = self.of(draft)
        if known is None:
            known = Happening(draft.root, draft.root.cls, rule, [tape])
            self.happenings.append(known)
        return known

    def make(self, cls: str, name: str, rule: str, tape: Tape, status: str = "held") -> Happening:
        """An event without a name of its own, under a short one that begins with what it is."""
        draft = self.lexicon.described(Kind.EVENT, cls, name)
        known = self.of(draft)
        if known is None:
            known = Happening(draft, cls, rule, [tape], status=status)
            self.happenings.append(known)
        elif tape not in known.tapes:
            known.tapes.append(tape)
        return known
