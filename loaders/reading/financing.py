"""Financing: who funds, lends to or guarantees for what, with how much and how far it has come."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.builder import Builder
from loaders.reading.deals import Deal, Mark, Story, main_work, merged, write
from loaders.reading.document import Quantity
from loaders.reading.drafts import Draft
from loaders.reading.money_agreed import approved, signed
from loaders.reading.money_announced import announced, instruments
from loaders.reading.money_context import COPIES, copied
from loaders.reading.money_frames import FRAMES
from loaders.reading.money_roles import Roles, at, complements, legislates, whole
from loaders.reading.money_targets import (
    added_to,
    fallback,
    for_others,
    for_several,
    goes_to_many,
    last_things,
    targets_of,
)
from loaders.reading.patterns import Found
from loaders.reading.stages_of_money import instrument, progress
from loaders.reading.tape import Tape

_CUMULATIVE: Final = re.compile(
    r"(?:^|\b)since\b|\bin total\b|\bover the (?:past|last)\b|\bto date\b|\bso far\b|\bby the present time\b"
)
_UNTIL_NOW: Final = re.compile(r"\b(?:to date|so far|until now|up to now|over the years)\b(?![^.;]*<Q\d+>)")
_ACROSS: Final = {"in", "through", "across", "under", "over"}
_PART: Final = re.compile(
    r"\b(?:including|comprising|comprises|of which|consisting of|consists of|made up of|composed of"
    r"|(?:part|tranche|instal?lment|slice|portion) of)\b"
)
_COST: Final = re.compile(
    r"\b(?:cost|costs|costing|valued|worth of|turnover|exports?|imports?|sales|revenue|gdp|budget of|share of)\b"
)
_SHARED_OUT: Final = re.compile(
    r"of (?:the|this|these|its|their) (?:total (?:of )?|sum of |amount of )?<Q\d+>[^.;]{0,120}?, "
    r"(?:[\w-]+ ){0,2}<Q\d+> (?:[\w-]+ ){0,2}(?:is|are|was|were|will|goes?|went)\b"
)
_COST_AFTER: Final = re.compile(r" (?:total |project |construction )?(?:costs?|price|bill)\b")
"""“a third of the $90 million cost”."""
_OTHER_CLAUSE: Final = re.compile(r"\b(?:will|would|is|are|was|were|has|have|provides?|contributes?|while)\b")
_SOMEBODY: Final = re.compile(
    r"\b(?:financed|funded|provided|covered|given|contributed) by (?:an?|another|other|its|the) (?!<)[a-z]"
)
"""Somebody without a name gives, not the one who has one: “financed by another donor”."""
Acts = list[tuple[list[Draft], Quantity | None, Roles]]


def financing(hits: list[Found], builder: Builder, tapes: list[Tape], home: Draft | None) -> None:
    """Write the acts of financing that the rules found, in the order of the text; each sum belongs to one act."""
    deals: list[Deal] = []
    taken: set[int] = set()
    if not hits:
        return
    work, head = main_work(tapes), announced(tapes)
    lister = head.lender if head is not None else None
    for hit in hits:
        start = hit.clause.tape.sentence.start
        chunks = hit.chunks("q")
        if any(c.start in taken for c in chunks):
            continue
        made = _deals(hit, builder, Story(tapes, deals, home, work, lister))
        if made:
            taken.update(q.start for d in made for q in d.sums)
            taken.update(c.start for c in chunks)
        deals += [d for d in made if d.sums or not _said(d, deals, start)]
    approved(deals, tapes, builder)
    signed(deals, tapes, builder)
    instruments(deals, tapes, head)
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
    if hit.chunks("q") and (mark is None or _counts_cost(hit, mark) or _is_shared_out(hit, mark)):
        return []
    if hit.rule.set["frame"] in COPIES:
        return copied(hit, story)
    frame = FRAMES[hit.rule.set["frame"]]
    roles = frame(hit, builder, story)
    if not roles.givers:
        return []
    text = hit.clause.text
    if _SOMEBODY.search(text) and not any(
        c.draft is not None and c.draft.root in roles.givers for c in hit.clause.tape.chunks
    ):
        return []
    cumulative = bool(sums) and (
        _CUMULATIVE.search(text[: hit.match.end()]) is not None
        or _UNTIL_NOW.search(text) is not None
        or hit.rule.set["frame"] == "portfolio"
        or _over_many(hit)
    )
    acts: list[Deal] = []
    first = mark.quantity if mark is not None else None
    for givers, quantity, own in _sums(hit, roles, mark, builder):
        if cumulative and _over_many(hit):  # “31 projects, among them the road”
            own.things = [t for t in own.things if t.kind is Kind.FRAMEWORK]
        targets = targets_of(hit, builder, story, own, givers, None if cumulative else quantity)
        if not targets and quantity is not None and not goes_to_many(hit, "countries|nations|states"):
            country = fallback(story.home, builder, givers)
            last = last_things(hit, story, givers)
            own_end = for_others(hit) and all(d.kind is Kind.FRAMEWORK for d in last)
            targets = country if for_several(hit) else ((cumulative or own_end) and country) or last or country
        if targets and all(t.cls == "Country" and t is _state_of(g) for t in targets for g in givers):
            targets = added_to(hit, story) or targets
        how, date = progress(hit, builder, story)
        parted = quantity is not None and len(givers) > 1 and _broken_down(hit, story, givers)
        for giver in givers:
            if not _may_give(giver, hit):
                continue
            for target in targets:
                if target is giver or whole([target]) == [giver]:
                    continue
                if target.cls == "Country" and _own_government(giver, target):
                    continue
                acts.append(
                    Deal(
                        financier=giver,
                        target=target,
                        sums=[quantity] if quantity else [],
                        instrument=instrument(hit, quantity)
                        or (instrument(hit, first) if quantity is not first else None)
                        or next((d.instrument for d in story.deals if d.broken_down and d.financier is giver), None)
                        or (_of_first(hit, story) if hit.rule.set["frame"] in {"gapped", "part"} else None),
                        broken_down=parted,
                        stage=how,
                        date=date,
                        rule=hit.rule.id,
                        tapes=[hit.clause.tape],
                        cumulative=cumulative,
                    )
                )
    return acts


def _of_first(hit: Found, story: Story) -> str | None:
    """The instrument of the act before in the sentence: “a loan of 70 million, AFD one of 55 million”."""
    return next((d.instrument for d in reversed(story.deals) if hit.clause.tape in d.tapes), None)


def _state_of(giver: Draft) -> Draft | None:
    """The country whose own government gives: it finances a work, not itself."""
    if giver.cls not in {"Government", "Ministry"}:
        return None
    return giver.owner.root if giver.owner is not None else None


def _own_government(giver: Draft, country: Draft) -> bool:
    return country is _state_of(giver) or (giver.cls == "Government" and country.name in giver.name)


def _may_give(giver: Draft, hit: Found) -> bool:
    """Whether one like this gives money: no newspaper, no parliament; a city only where it is named as giver."""
    if giver.cls in {"City", "Region"}:
        return hit.rule.set["frame"] == "passive"
    return giver.cls != "NewsOutlet" and giver.kind is not Kind.PERSON and not legislates(giver)


def _over_many(hit: Found) -> bool:
    """“since 1995”, “in 63 projects”: the sum is of many acts."""
    hidden = hit.clause.hidden
    chunks = [c for i, c in enumerate(hit.clause.tape.chunks) if i not in hidden]
    many = any(
        c.code == "Q" and re.search(r"\b(?:projects|operations)$", c.lower) and chunks[i - 1].lower in _ACROSS
        for i, c in enumerate(chunks)
    )
    return (
        many
        or hit.rule.id in {"finances-projects", "projects-were-financed-for"}
        or any(c.code == "D" and c.lower.startswith("since") for c in chunks)
    )


def _broken_down(hit: Found, story: Story, givers: list[Draft]) -> bool:
    """Whether the sum is the givers' total, of which a sentence further on tells what each gives."""
    if not re.search(r"\b(?:total|together|combined|jointly|between them)\b", hit.match[0]):
        return False
    for tape in story.after(hit.clause.tape, 3):
        sums = [i for i, c in enumerate(tape.chunks) if c.code == "Q"]
        named = {c.draft.root.order for c in tape.chunks if c.draft is not None and c.draft.root in givers}
        if len(sums) > 1 and len(named) == len(givers):
            return True
    return False


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


def _counts_cost(hit: Found, mark: Mark) -> bool:
    """“worth”, “cost”: the sum right after such a word is no act of financing."""
    before = hit.clause.text[max(0, mark.start - 40) : mark.start]
    words = before.rsplit(">", 1)[-1].split()[-4:]
    after = hit.clause.text[mark.end : mark.end + 30]
    return _COST.search(" ".join(words)) is not None or _COST_AFTER.match(after) is not None


def _is_shared_out(hit: Found, mark: Mark) -> bool:
    """“Of the $90 million that the bank will lend, $30 million is for …”: the whole is told for its parts only."""
    return _SHARED_OUT.match(hit.clause.text) is not None and "<Q" not in hit.clause.text[: mark.start]


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
            or re.search(r"\b(?:or|equivalent|equal to|i\.e\.)\b", between)
            or between.rstrip().endswith("(")
        ):
            break
        if _OTHER_CLAUSE.search(between) or not re.search(
            r"(?:,|\band\b|\bplus\b|\bas well as\b|\balong with\b)[^<>]*$", between
        ):
            break
        own = Roles(givers=roles.givers)
        complements(hit.clause, here, _next_sum(text, here), own)
        source = re.match(r"[^<>.;]{0,30}?(?:from|by) (?:the )?<[IL](\d+)>", text[here:])
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
