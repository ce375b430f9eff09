"""Financing: who funds, lends to or guarantees for what, with how much and how far it has come."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.builder import Builder
from loaders.reading.deals import Deal, Mark, Story, merged, write
from loaders.reading.document import Quantity
from loaders.reading.drafts import Draft
from loaders.reading.money_frames import FRAMES
from loaders.reading.money_roles import Roles, at, complements
from loaders.reading.patterns import Found
from loaders.reading.stages_of_money import date_of, instrument, stage
from loaders.reading.tape import Tape

_CUMULATIVE: Final = re.compile(
    r"(?:^|\b)since\b|\bin total\b|\bover the (?:past|last)\b|\bto date\b|\bso far\b|\bby the present time\b"
)
_PART: Final = re.compile(
    r"\b(?:including|comprising|comprises|of which|consisting of|consists of|made up of|composed of)\b"
)
_COST: Final = re.compile(
    r"\b(?:cost|costs|costing|valued|worth of|turnover|exports?|imports?|sales|revenue|gdp|budget of|share of)\b"
)
_OTHER_CLAUSE: Final = re.compile(r"\b(?:will|would|is|are|was|were|has|have|provides?|contributes?|while)\b")
_NEGATED: Final = re.compile(r"\b(?:not|never|no longer|n[’']t|refus\w+|denie[sd]|without)\b")
Acts = list[tuple[list[Draft], Quantity | None, Roles]]


def financing(hits: list[Found], builder: Builder, tapes: list[Tape], home: Draft | None) -> None:
    """Write the acts of financing that the rules found, in the order of the text; each sum belongs to one act."""
    deals: list[Deal] = []
    taken: set[int] = set()
    for hit in hits:
        start = hit.clause.tape.sentence.start
        chunks = hit.chunks("q")
        if any(c.start in taken for c in chunks) or _NEGATED.search(hit.match[0]):
            continue
        made = _deals(hit, builder, Story(tapes, deals, home))
        if made:
            taken.update(q.start for d in made for q in d.sums)
            taken.update(c.start for c in chunks)
        deals += [d for d in made if d.sums or not _said(d, deals, start)]
    for deal in merged(deals):
        write(deal, builder)


def _said(deal: Deal, deals: list[Deal], start: int) -> bool:
    """Whether the same sentence has given the two sides already, with a sum."""
    return any(
        d.financier is deal.financier and d.target is deal.target and any(t.sentence.start == start for t in d.tapes)
        for d in deals
    )


def _deals(hit: Found, builder: Builder, story: Story) -> list[Deal]:
    """The acts of financing around one nucleus."""
    mark = _mark(hit, builder)
    sums = [mark.quantity] if mark is not None else []
    if hit.chunks("q") and (mark is None or _counts_cost(hit, mark)):
        return []
    frame = FRAMES[hit.rule.set["frame"]]
    roles = frame(hit, builder, story)
    if not roles.givers:
        return []
    text = hit.clause.text
    cumulative = bool(sums) and _CUMULATIVE.search(text[: hit.match.end()]) is not None
    acts: list[Deal] = []
    first = mark.quantity if mark is not None else None
    for givers, quantity, own in _sums(hit, roles, mark, builder):
        targets = _targets(own, givers, cumulative=cumulative)
        if not targets and quantity is not None:
            targets = _last_things(hit, story, givers) or _fallback(story.home, builder, givers)
        for giver in givers:
            if giver.cls in {"NewsOutlet", "City", "Region"} or giver.kind is Kind.PERSON:
                continue
            for target in targets:
                if target is giver:
                    continue
                acts.append(
                    Deal(
                        financier=giver,
                        target=target,
                        sums=[quantity] if quantity else [],
                        instrument=instrument(hit, quantity)
                        or (instrument(hit, first) if quantity is not first else None),
                        stage=stage(hit, story),
                        date=date_of(hit, builder),
                        rule=hit.rule.id,
                        tapes=[hit.clause.tape],
                        cumulative=cumulative,
                    )
                )
    return acts


def _money(start: int, builder: Builder) -> Quantity | None:
    return next((q for q in builder.document.quantities if q.start == start and q.family == "money"), None)


def _mark(hit: Found, builder: Builder) -> Mark | None:
    """The sum of the nucleus: what stands in its slot, or the next sum if that is a count (“11 projects”)."""
    if not hit.chunks("q"):
        return None
    first = hit.match.start("q")
    for match in re.finditer(r"<Q(\d+)>", hit.clause.text[first : first + 110]):
        quantity = _money(at(hit.clause, match[1]).start, builder)
        if quantity is not None:
            return Mark(quantity, first + match.start(), first + match.end())
    return None


def _last_things(hit: Found, story: Story, givers: list[Draft]) -> list[Draft]:
    """What the same giver's last act was for, or the only project of the sentence before."""
    here = hit.clause.tape.sentence.paragraph
    near = [d for d in story.deals if here - d.tapes[-1].sentence.paragraph <= 2 and d.financier in givers]
    last = [d.target for d in near if d.tapes[-1] is near[-1].tapes[-1]]
    if not last:
        for tape in story.before(hit.clause.tape, 1):
            last = [c.draft.root for c in tape.chunks if c.code == "J" and c.draft is not None]
    things = list(dict.fromkeys(d for d in last if d.kind in (Kind.PROJECT, Kind.FRAMEWORK)))
    return things if near or len(things) == 1 else []


def _fallback(home: Draft | None, builder: Builder, givers: list[Draft]) -> list[Draft]:
    """The country that the article is about, where no other is named as often."""
    if home is None or home in givers:
        return []
    count = {d.order: sum(d.names.values()) for d in builder.drafts if d.cls == "Country" and d not in givers}
    rivals = [n for order, n in count.items() if order != home.order]
    return [home] if not rivals or count.get(home.order, 0) > max(rivals) or home.cls != "Country" else []


def _counts_cost(hit: Found, mark: Mark) -> bool:
    """“worth”, “cost”: the sum right after such a word is no act of financing."""
    before = hit.clause.text[max(0, mark.start - 40) : mark.start]
    words = before.rsplit(">", 1)[-1].split()[-4:]
    return _COST.search(" ".join(words)) is not None


def _sums(hit: Found, roles: Roles, mark: Mark | None, builder: Builder) -> Acts:
    """Each sum of the act with its givers and getters: the first, then those that are coordinated with it."""
    if mark is None:
        return [(roles.givers, None, roles)]
    acts: Acts = [(roles.givers, mark.quantity, roles)]
    text, last = hit.clause.text, mark.end
    for match in re.finditer(r"<Q(\d+)>", text[last:]):
        between = text[last : last + match.start()]
        quantity = _money(at(hit.clause, match[1]).start, builder)
        if quantity is None or "." in between or ";" in between or len(between) > 160:
            break
        here = last + match.end()
        if (
            _PART.search(between)
            or (_COST.search(between) and "worth" not in between)
            or between.rstrip().endswith("(")
        ):
            break
        if _OTHER_CLAUSE.search(between) or not re.search(
            r"(?:,|\band\b|\bplus\b|\bas well as\b|\balong with\b)[^<>]*$", between
        ):
            break
        own = Roles(givers=roles.givers)
        complements(hit.clause, here, _next_sum(text, here), own)
        source = re.match(r"[^<>.;]{0,30}?(?:from|by) (?:the )?<I(\d+)>", text[here:])
        giver = at(hit.clause, source[1]).draft if source else None
        gapped = re.search(r"<[IL](\d+)> $", between)
        if gapped:
            break
        acts.append(([giver.root] if giver else roles.givers, quantity, own if own.getters or own.things else roles))
    if len(acts) > 1:  # “$30 million for Chad and $24 million for Mali”: the first has its own side too
        own = Roles(givers=roles.givers)
        complements(hit.clause, last, _next_sum(text, last), own)
        if (own.getters or own.things) and acts[1][2] is not roles:
            acts[0] = (roles.givers, mark.quantity, own)
    return acts


def _next_sum(text: str, start: int) -> int:
    """Where the next sum begins, or the text ends."""
    match = re.search(r"<Q\d+>", text[start:])
    return start + match.start() if match else len(text)


def _targets(roles: Roles, givers: list[Draft], *, cumulative: bool) -> list[Draft]:
    """Whom and what the money is for: the recipient and the project, else the one country in which it is spent."""
    countries = [d for d in dict.fromkeys([*roles.getters, *roles.places]) if d.cls == "Country" and d not in givers]
    if cumulative and countries:
        return countries[:1]
    sectors = [d.places[0].root for d in roles.things if d.description.startswith("project in ") and d.places]
    named = [d for d in dict.fromkeys([*roles.getters, *roles.things, *sectors]) if d not in givers]
    if named or len(countries) == 1:
        return named or countries
    return []
