"""When projects and frameworks run: their years, and the day by which they begin or end."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.facts import Kind, Period, Span
from loaders.reading.builder import Builder, entity, evidence
from loaders.reading.drafts import Draft
from loaders.reading.patterns import Found
from loaders.reading.spoken_of import last_work
from loaders.reading.tape import Tape
from ontology.reference import Knowledge


def period(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    """During which years a framework runs."""
    framework, chunks = hit.one("w"), hit.chunks("d")
    span = builder.span_of(chunks[0]) if chunks else None
    when = builder.whens.get(chunks[0].start) if chunks else None
    if span is not None and "side" in hit.rule.set:
        _add_side(framework, span, hit, builder)
        return
    if framework is not None and span is not None and framework.years is None and _until(hit):
        _add(framework, replace(span, begin=None), hit, builder)
        return
    last = _other_end(hit, builder)
    if framework is None or span is None or when is None or span.precision == "day":
        return
    if last is not None and span.end is not None and last.end is not None and last.end > span.end:
        span = replace(span, end=last.end, text=f"{span.text} to {last.text}")
    elif when.role == "date":
        return
    if hit.rule.kind == "since":
        if not span.text.lower().startswith("since"):
            return
        span = replace(span, end=None)
    elif framework.years is not None:
        return
    elif span.text.lower().startswith("since"):
        span = replace(span, end=None)
    _add(framework, span, hit, builder)


def _until(hit: Found) -> bool:
    """“the National Energy Strategy to 2040”: whether the date right after the name is a year at its end."""
    between = hit.clause.text[hit.match.end("w") : hit.match.start("d")]
    year = hit.chunks("d")[0].lower
    return re.fullmatch(r" (?:up )?(?:to|until|till|through)(?: the year)? ", between) is not None and year.isdigit()


def _other_end(hit: Found, builder: Builder) -> Span | None:
    """“from fiscal 2022 to fiscal 2026”: the second date of a period that is told as two."""
    text = hit.clause.text
    after = re.match(r" (?:to|until|through) <D(\d+)>", text[hit.match.end("d") :])
    if after is None or not re.search(r"\b(?:from|between) $", text[: hit.match.start("d")]):
        return None
    return builder.span_of(hit.clause.tape.chunks[int(after[1])])


def period_of_work(hits: list[Found], builder: Builder, tapes: list[Tape]) -> None:
    """“The works are to be finished in 2031”: those of the project just spoken of."""
    for hit in hits:
        chunks = hit.chunks("d")
        span = builder.span_of(chunks[0]) if chunks else None
        work = last_work(hit, tapes)
        if span is not None and work is not None and work.kind is Kind.PROJECT:
            _add_side(work, span, hit, builder)


def targets(hits: list[Found], builder: Builder, tapes: list[Tape]) -> None:
    """“It will renovate 38 clinics by 2028”: what a project or programme is to do by a year it is to do to its end."""
    for hit in hits:
        chunk = hit.chunks("d")[0]
        at = hit.clause.tape.chunks.index(chunk)
        by = chunk.lower.startswith("by ") or hit.clause.tape.words(max(0, at - 1), at) == "by"
        span = builder.span_of(chunk)
        of = hit.one("w") or last_work(hit, tapes)
        if by and span is not None and of is not None and (of.kind is Kind.PROJECT or of.cls == "Programme"):
            _add_side(of, span, hit, builder)


def _add_side(of: Draft | None, span: Span, hit: Found, builder: Builder) -> None:
    """Note the end or beginning; a framework that has its years in its name has both, and its launch is an event."""
    side = _side(span, hit.rule.set["side"])
    if of is None or side is None or (of.kind is Kind.FRAMEWORK and (of.years is not None or span.precision == "day")):
        return
    _add(of, side, hit, builder)


def _side(span: Span, side: str) -> Span | None:
    """Of the time in which a project starts or ends, the side that is meant; of one it runs for, all if it is long."""
    if side == "both":
        return span if span.begin and span.end and span.begin.year < span.end.year else None
    if side == "end":
        return replace(span, begin=None)
    return replace(span, end=None)


def _add(of: Draft, span: Span, hit: Found, builder: Builder) -> None:
    """Write the period; an end told after a beginning, or the other way round, completes it."""
    key = (Period.kind, builder.modality, of.order)
    known = builder.facts.get(key)
    builder.add(Period(of=entity(of), span=span, evidence=evidence(hit.clause.tape), rule=hit.rule.id), of.order)
    if not isinstance(known, Period):
        return
    first, last = known.span.begin or span.begin, known.span.end or span.end
    if (known.span.begin is None) == (known.span.end is None) or first is None or last is None or first >= last:
        return
    whole = replace(known.span, begin=first, end=last, text=f"{known.span.text}, {span.text}")
    builder.facts[key] = replace(builder.facts[key], span=whole)  # type: ignore[call-arg]
