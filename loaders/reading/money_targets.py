"""Whom and what a sum is for, where its clause leaves it to the article: its project, its country, the act before."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.builder import Builder
from loaders.reading.deals import Story
from loaders.reading.document import Quantity
from loaders.reading.drafts import Draft
from loaders.reading.money_roles import Roles, at
from loaders.reading.patterns import Found

_FRONTED: Final = re.compile(
    r"(?:^|, )(?:under|within|within the framework of|as part of|in the framework of) (?:the |this )?<W(\d+)> ,? ?"
    r"(?:[^<>.;]|<[ILDN]\d+>){0,40}$"
)
_ITS_PHASE: Final = re.compile(
    r"^[^<>.;]{0,20}?\bfor (?:its|their|the project ’s) (?:[\w-]+ ){0,2}?"
    r"(?:stage|phase|implementation|construction|realization|realisation|preparation|launch)\b"
)
_FOR_IT: Final = re.compile(r"^[^<>.;]{0,20}?\bfor (?:it|this|that)\b(?! [a-z]+ing)")
"""“a loan of $95 million for it”."""
_OTHERS: Final = re.compile(
    r"^[^<>.;]{0,20}?\b(?:in|into|to|for) (?:[\w-]+ ){0,3}?"
    r"(?:companies|firms|businesses|enterprises|banks|startups|start - ups|sector|sectors|economy"
    r"|entrepreneurs|regions)\b"
    r"|^ ?(?:in|into) (?:the )?(?:(?:[\w-]+|<[NL]\d+>) ){0,4}?"
    r"(?!loans|grants|funds|credits|guarantees|terms|tranches|stages|phases|instal|bonds)[\w-]{3,}s\b"
    r"|^[^<>.;]{0,20}?\bfor (?:the|an?) (?:[\w-]+ ){1,3}?(?:road|bypass|highway|bridge|plant"
    r"|railway|hospital|school|airport|port)\b"
)
"""Money for what is no project."""
_PURPOSE: Final = re.compile(
    r"^[^<>.;]{0,30}?\bfor (?!(?:the|this|that|these|its|their|both|all)? ?(?:[\w-]+ ){0,2}(?:projects?"
    r"|programmes?|programs?|schemes?|works?|purpose|construction|reconstruction|rehabilitation|modernization|modernisation|repairs?|expansion"
    r"|completion|implementation|development|upgrade|building|extension|phase|stage|section|road|line|plant|it|them"
    r"|this|that)\b)(?:the )?[a-z][\w-]+"
)
"""Money for something of its own: “for the training of engineers”."""
_SORTS: Final = re.compile(
    r"^ ?(?:[\w-]+ ){0,2}?(?:for|to (?:support|finance|fund|back)|in|into) (?!(?:the|its|their|these|those|both|all)\b)"
    r"(?:[\w-]+ ){0,3}?(?:projects|programmes|programs|operations) (?:in|on|for|of) (?!the (?:project|<))"
)
"""“for projects in agriculture and social sectors”: several, none of which need be the article's."""
_PROJECT: Final = re.compile(r"\b(?:a|the|this) (?:[\w-]+ ){0,1}(?:project|scheme|works?)\b")


def targets_of(
    hit: Found, builder: Builder, story: Story, roles: Roles, givers: list[Draft], quantity: Quantity | None
) -> list[Draft]:
    """What the money is for. ``quantity`` is absent for a total over many acts, which belongs to the country."""
    roles.getters = [_state(d, story.home) for d in roles.getters]
    found = _targets(roles, givers, cumulative=quantity is None and bool(hit.chunks("q")))
    if quantity is None:
        return [*found, *_under_whole(hit)] if hit.chunks("q") else found
    text, after = hit.clause.text, hit.clause.text[hit.match.end("q") :]
    fronted = _FRONTED.search(text[: hit.match.start()])
    framework = at(hit.clause, fronted[1]).draft if fronted else None
    if framework is not None and not (found and framework.root.cls == "Agreement"):
        found = list(dict.fromkeys([framework.root, *found]))
        if len(found) == 1 and framework.root.cls != "Agreement" and story.home not in (None, *givers):
            found += fallback(story.home, builder, givers)
        return found
    named = any(d.kind in (Kind.PROJECT, Kind.FRAMEWORK) for d in found)
    if named:
        return found
    if hit.rule.id == "share-is-sum" and (told := added_to(hit, story)):
        return told
    if _FOR_IT.search(after) and (meant := _last_undertaking(hit, story)) is not None:
        return [meant]
    if _ITS_PHASE.search(after):
        spoken = _last_undertaking(hit, story)
        return [spoken, *found] if spoken is not None else found
    return found if goes_to_many(hit) or for_several(hit) else _with_work(hit, story, roles, found, quantity, givers)


def _state(getter: Draft, home: Draft | None) -> Draft:
    """The country for which a ministry or a government takes money: its own, else the article's."""
    if getter.cls not in {"Ministry", "Government"}:
        return getter
    owner = getter.owner.root if getter.owner is not None else home
    return owner if owner is not None and owner.cls == "Country" else getter


def _under_whole(hit: Found) -> list[Draft]:
    """“Under the previous strategy 31 projects were financed for a total of …”: the strategy, beside the country."""
    fronted = _FRONTED.search(hit.clause.text[: hit.match.start()])
    draft = at(hit.clause, fronted[1]).draft if fronted else None
    return [draft.root] if draft is not None and draft.root.cls not in {"Agreement", "Goals"} else []


def _with_work(
    hit: Found, story: Story, roles: Roles, found: list[Draft], quantity: Quantity, givers: list[Draft]
) -> list[Draft]:
    """The project that the article is about, where the clause names no recipient or says “the project”."""
    work, after = story.work, hit.clause.text[hit.match.end("q") :]
    if (
        work is None
        or quantity.per_year
        or _OTHERS.search(after)
        or _PURPOSE.search(after)
        or not story.near_work(hit.clause.tape)
    ):
        return found
    if not roles.getters:
        here = hit.clause.tape.sentence.paragraph
        near = [d for d in story.deals if here - d.tapes[-1].sentence.paragraph <= 2 and d.financier in givers]
        borrowers = [d.target for d in near if d.target.kind is Kind.INSTITUTION]
        return [*dict.fromkeys(borrowers), work] if work not in givers else found
    return [*found, work] if _PROJECT.search(hit.clause.text) else found


def _last_undertaking(hit: Found, story: Story) -> Draft | None:
    """The project or programme last spoken of."""
    for tape in (hit.clause.tape, *story.before(hit.clause.tape, 2)):
        for chunk in reversed(tape.chunks):
            if chunk.code in "JW" and chunk.draft is not None and chunk.draft.root.cls not in {"Agreement", "Goals"}:
                return chunk.draft.root
    return None


def for_unnamed(after: str) -> bool:
    """“$120 million in local companies”: whether the words after a sum say that it goes to many without a name."""
    return _OTHERS.search(after) is not None


def for_others(hit: Found) -> bool:
    """“$12 million for the training of engineers”: whether a sum has a purpose of its own, which has no name."""
    return _PURPOSE.search(hit.clause.text[hit.match.end("q") :]) is not None if hit.chunks("q") else False


def for_several(hit: Found) -> bool:
    """“$200 million to support projects in agriculture and health”: whether a sum is for projects without a name."""
    return _SORTS.search(_after(hit)) is not None


def goes_to_many(hit: Found, what: str = "projects|operations|countries|nations|states") -> bool:
    """“$1.2 billion for eight projects in six countries”: whether a sum is for several without a name."""
    after = re.match(r"[^<>.;,]{0,30}? (?:for|to|in|into|across) <Q(\d+)>(?: (?:in|across) <Q(\d+)>)?", _after(hit))
    counted = [at(hit.clause, n).lower for n in after.groups() if n] if after else []
    return any(re.search(rf"\b(?:{what})$", words) for words in counted)


def _after(hit: Found) -> str:
    """The clause after the sum."""
    return hit.clause.text[hit.match.end("q") :] if hit.chunks("q") else ""


def added_to(hit: Found, story: Story) -> list[Draft]:
    """What the acts right before were for, or the article's project: what a state adds its own money to."""
    near = [hit.clause.tape, *story.before(hit.clause.tape, 2)]
    last = [d.target for d in story.deals if d.tapes[-1] in near and d.target.kind in (Kind.PROJECT, Kind.FRAMEWORK)]
    return list(dict.fromkeys(last)) or ([story.work] if story.work is not None else [])


def last_things(hit: Found, story: Story, givers: list[Draft]) -> list[Draft]:
    """What the same giver's last act was for, or the only project of the sentence before."""
    here = hit.clause.tape.sentence.paragraph
    near = [d for d in story.deals if here - d.tapes[-1].sentence.paragraph <= 2 and d.financier in givers]
    last = [d.target for d in near if d.tapes[-1] is near[-1].tapes[-1]]
    if not last:
        for tape in story.before(hit.clause.tape, 1):
            last = [c.draft.root for c in tape.chunks if c.code == "J" and c.draft is not None]
    things = list(dict.fromkeys(d for d in last if d.kind in (Kind.PROJECT, Kind.FRAMEWORK)))
    return things if near or len(things) == 1 else []


def fallback(home: Draft | None, builder: Builder, givers: list[Draft]) -> list[Draft]:
    """The country that the article is about, where no other is named as often."""
    if home is None or home in givers:
        return []
    count = {d.order: sum(d.names.values()) for d in builder.drafts if d.cls == "Country" and d not in givers}
    rivals = [n for order, n in count.items() if order != home.order]
    return [home] if not rivals or count.get(home.order, 0) > max(rivals) or home.cls != "Country" else []


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
