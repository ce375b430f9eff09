"""Who said what: direct quotations and reported speech, each with its speaker.

The rules and the verbs they know stand in ``data/speech.toml``. Speakers are persons, institutions and countries; the
press is none (“the press service reported” credits a source), nor are both sides of a meeting at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.facts import Entity, Passage, Statement
from loaders.reading.document import Sentence, Understood, Zone
from loaders.reading.speech_enumeration import goes_on_counting
from loaders.reading.speech_judgments import quoted_judgment
from loaders.reading.speech_quoted import Attribution, Quoted
from loaders.reading.speech_quotes import Quotation, quotations
from loaders.reading.speech_reported import Reported
from loaders.reading.speech_speakers import Speakers
from loaders.reading.speech_strangers import by_a_stranger
from loaders.reading.speech_words import Said

LONGEST_EVIDENCE: Final = 700
"""Code points of a passage of evidence."""
_RESUMES: Final = re.compile(r"(?:[^.!?“”\"]{0,80},)?\s*")


def statements(u: Understood) -> tuple[Statement, ...]:
    """What the article quotes or reports someone as saying, in the order of the text."""
    return tuple(_Reader(u).read())


class _Reader:
    """Reads one article from front to back, for a pronoun or a bare quotation looks back to who spoke last."""

    def __init__(self, understood: Understood) -> None:
        self._understood = understood
        self._document = understood.document
        self._text = understood.document.text
        self._speakers = Speakers(understood)
        self._reported = Reported(self._speakers)
        self._quoted = Quoted(understood.document, self._speakers)
        self._quotations = quotations(understood.document)
        self._attributed: dict[Quotation, Attribution] = {}
        self._next = 0
        self._last: tuple[Statement | None, Entity, int] | None = None

    def read(self) -> Iterator[Statement]:
        """The statements, sentence by sentence."""
        for sentence in self._document.sentences:
            if sentence.zone is Zone.BODY:
                yield from self._sentence(sentence)

    def _sentence(self, sentence: Sentence) -> Iterator[Statement]:
        """The quotations that begin in a sentence, then what else it reports."""
        while self._next < len(self._quotations) and self._quotations[self._next].outer_start < sentence.end:
            yield from self._quotation(self._quotations[self._next])
            self._next += 1
        overlapping = self._overlapping(sentence)
        direct = [self._attributed[q] for q in overlapping if q in self._attributed]
        said = self._beside(sentence, overlapping, direct)
        for one in said:
            yield self._keep(one, sentence, overlapping)
        if said or direct:
            return
        stranger = by_a_stranger(self._speakers, sentence.dateline, sentence.end)
        if stranger is not None:
            self._lose(named=stranger == "named")
        else:
            self._listen(sentence)

    def _beside(self, sentence: Sentence, overlapping: list[Quotation], direct: list[Attribution]) -> tuple[Said, ...]:
        """What a sentence reports beside its quotations."""
        if direct:
            start = max(max(a.end for a in direct), max(q.outer_end for q in overlapping))
            said = self._reported.going_on(direct[-1].speaker, start, sentence.end) if start < sentence.end else None
            return (said,) if said else ()
        if any(q.outer_start <= sentence.dateline and q.outer_end >= sentence.end for q in overlapping):
            return ()
        quoted = [(q.outer_start, q.outer_end) for q in overlapping]
        found = self._reported.read(sentence.dateline, sentence.end, quoted)
        counted = None if found else self._counted(sentence)
        return (counted,) if counted else found

    def _overlapping(self, sentence: Sentence) -> list[Quotation]:
        """The quotations, among those met so far, that share words with a sentence."""
        found: list[Quotation] = []
        for i in range(self._next - 1, -1, -1):
            if self._quotations[i].outer_end <= sentence.start:
                break
            found.append(self._quotations[i])
        return found[::-1]

    def _quotation(self, quotation: Quotation) -> Iterator[Statement]:
        """A quotation as a statement, if it is known whose words it is."""
        following = self._quotations[self._next + 1 : self._next + 2]
        limit = following[0].outer_start if following else len(self._text)
        found = self._quoted.attribute(quotation, limit) or self._follows(quotation)
        if found is None:
            if self._quoted.speaks(quotation):
                self._lose(named=True)
            return
        self._attributed[quotation] = found
        quotation, found = self._resumed(quotation, found)
        statement = Statement(
            evidence=self._evidence(quotation, found),
            rule=found.rule,
            speaker=found.speaker,
            text=(quotation.start, quotation.end),
            about=self._about(quotation.start, quotation.end, found.speaker),
            direct=True,
        )
        end = self._document.sentence_at(max(quotation.outer_end - 1, found.end - 1)).end
        self._remember(statement, found.speaker, end)
        yield statement

    def _resumed(self, quotation: Quotation, found: Attribution) -> tuple[Quotation, Attribution]:
        """The quotation with the rest of its sentence: “The dam,” she said, “is full.” is one quotation."""
        if self._next + 1 >= len(self._quotations):
            return quotation, found
        rest = self._quotations[self._next + 1]
        between = self._text[found.end : rest.outer_start]
        resumes = _RESUMES.fullmatch(between) is not None and self._text[rest.start].islower()
        if found.rule != "speech.quote-after" or not resumes:
            return quotation, found
        self._next += 1
        self._attributed[rest] = found
        return Quotation(quotation.start, rest.end, quotation.outer_start, rest.outer_end), found

    def _follows(self, quotation: Quotation) -> Attribution | None:
        """The speaker of the sentence right before, for a quotation that stands alone."""
        if self._last is None or not self._quoted.alone(quotation):
            return None
        _, speaker, end = self._last
        if self._text[end : quotation.outer_start].strip():
            return None
        start = self._document.sentence_at(end - 1).start
        return Attribution(speaker, start, end, "speech.quote-on-its-own")

    def _counted(self, sentence: Sentence) -> Said | None:
        """A sentence that goes on with the count of a quotation right before it."""
        if self._last is None or self._last[0] is None:
            return None
        statement, speaker, end = self._last
        start = goes_on_counting(self._text, statement.text, end, sentence) if statement and statement.direct else None
        stop = len(self._text[: sentence.end].rstrip(" .!?"))
        return Said(speaker, start, stop, "speech.enumeration") if start is not None else None

    def _listen(self, sentence: Sentence) -> None:
        """Take note of the person a sentence begins with, who may speak in the next."""
        subject = self._speakers.first(sentence.dateline, sentence.end)
        if subject is not None:
            self._speakers.heard(subject.entity, subject.end, spoke=False)
            if self._reported.introduces(subject, sentence.dateline, sentence.end):
                self._last = (None, subject.entity, sentence.end)

    def _keep(self, said: Said, sentence: Sentence, quoted: list[Quotation]) -> Statement:
        """A reported statement; what is judged in quotation marks is a quotation."""
        judgment = said.rule == "speech.object" and quoted_judgment(self._text, said.start, said.end, quoted)
        statement = Statement(
            evidence=self._whole([(sentence.start, sentence.end)], said.start),
            rule=said.rule,
            speaker=said.speaker,
            text=(judgment.start, judgment.end) if judgment else (said.start, said.end),
            about=self._about(said.start, said.end, said.speaker),
            direct=bool(judgment),
        )
        self._remember(statement, said.speaker, sentence.end)
        return statement

    def _lose(self, *, named: bool) -> None:
        """Someone unknown has spoken."""
        self._speakers.forget(named=named)
        self._last = None

    def _remember(self, statement: Statement, speaker: Entity, end: int) -> None:
        self._last = (statement, speaker, end)
        self._speakers.heard(speaker, end)

    def _about(self, start: int, end: int, speaker: Entity) -> tuple[Entity, ...]:
        """The entities that the words name, each once, in order, without the speaker."""
        named = {m.entity.iri: m.entity for m in self._understood.between(start, end)}
        return tuple(entity for iri, entity in named.items() if iri != speaker.iri)

    def _evidence(self, quotation: Quotation, found: Attribution) -> tuple[Passage, ...]:
        """The sentences of the quotation and its attribution; of a long one, its first sentence and the attribution."""
        first = self._document.sentence_at(quotation.outer_start)
        last = self._document.sentence_at(max(quotation.outer_end - 1, found.start, found.end - 1))
        start, end = min(first.start, found.start), max(last.end, quotation.outer_end)
        if end - start <= LONGEST_EVIDENCE:
            return ((start, end),)
        beside = self._document.sentence_at(found.end - 1)
        return self._whole(sorted({(first.start, first.end), (beside.start, beside.end)}), found.start)

    def _whole(self, passages: list[Passage], at: int) -> tuple[Passage, ...]:
        """The passages; one that is too long is cut to the part around ``at``."""
        cut: list[Passage] = []
        for start, end in passages:
            if end - start > LONGEST_EVIDENCE:
                if start <= at < end:
                    start = min(max(start, at - LONGEST_EVIDENCE // 2), end - LONGEST_EVIDENCE)
                end = start + LONGEST_EVIDENCE
            cut.append((start, end))
        return tuple(cut)
