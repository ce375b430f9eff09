"""Financing: who funds, lends to or guarantees for what, with how much and how far it has come."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, cast

from loaders import facts as said
from loaders.facts import Kind, Span
from loaders.reading.builder import Builder, entity, evidence
from loaders.reading.document import Quantity
from loaders.reading.drafts import Draft
from loaders.reading.money_roles import Roles, at, complements, spoken, subject, unwelcome, whole
from loaders.reading.patterns import Found
from loaders.reading.stages_of_money import instrument_of, stage_of
from loaders.reading.tape import Tape

_CUMULATIVE: Final = re.compile(
    r"(?:^|\b)since\b|\bin total\b|\bover the (?:past|last)\b|\bto date\b|\bso far\b|\bby the present time\b"
)
_PART: Final = re.compile(r"\b(?:including|comprising|comprises|of which|consisting of|consists of|made up of|composed of)\b")
_COST: Final = re.compile(r"\b(?:cost|costs|costing|valued|worth of|turnover|exports?|imports?|sales|revenue|gdp|budget of|share of)\b")
_JOIN: Final = re.compile(r"^ ?(?:,|and|, and|plus|as well as|, as well as|along with|together with|, along with|, plus)\b")
_FINANCIERS: Final = {"DevelopmentBank", "InternationalOrganization", "Organization", "Company", "GovernmentAgency"}
_NOUN_END: Final = re.compile(
    r" (?:to|for|from|by|with|that|which|as|and an?|;|\.|on|\()(?: |$)|<"
    r"| ,(?! (?:and )?(?:grants?|loans?|technical|guarantees?|equity|credits?)\b)"
)
_SIGNED: Final = re.compile(
    r"\b(?:agreement|contract|deal|accord|documents?|agreements) (?:[\w-]+ ){0,3}(?:was|were|has been|have been) (?:\w+ )?"
    r"(?:signed|concluded|inked|sealed)\b"
)
_NEGATED: Final = re.compile(r"\b(?:not|never|no longer|n[’']t|refus\w+|denie[sd]|without)\b")


@dataclass(frozen=True, slots=True)
class Mark:
    """The sum of a nucleus and where its symbol stands in the clause."""

    quantity: Quantity
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Story:
    """What the article has told before: its sentences, the acts so far, and the country it is about."""

    tapes: list[Tape]
    deals: list[Deal]
    home: Draft | None

    def before(self, tape: Tape, sentences: int) -> list[Tape]:
        """The sentences right before one, the nearest first."""
        i = next((n for n, t in enumerate(self.tapes) if t is tape), 0)
        return self.tapes[max(0, i - sentences) : i][::-1]

    def around(self, tape: Tape) -> str:
        """The words of a sentence and of its neighbors, two on either side."""
        i = next((n for n, t in enumerate(self.tapes) if t is tape), 0)
        return " . ".join(t.words(0, len(t.chunks)) for t in self.tapes[max(0, i - 2) : i + 3])


@dataclass(slots=True)
class Deal:
    """One act of financing between two sides, as one sentence tells it."""

    financier: Draft
    target: Draft
    sums: list[Quantity]
    instrument: str | None
    stage: str | None
    date: Span | None
    rule: str
    tapes: list[Tape] = field(default_factory=list[Tape])
    cumulative: bool = False


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
    for deal in _merged(deals):
        _write(deal, builder)


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
    frame = _FRAMES[hit.rule.set["frame"]]
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
                        instrument=_instrument(hit, quantity) or (_instrument(hit, first) if quantity is not first else None),
                        stage=_stage(hit, story),
                        date=_date(hit, builder),
                        rule=hit.rule.id,
                        tapes=[hit.clause.tape],
                        cumulative=cumulative,
                    )
                )
    return acts


def _money(start: int, builder: Builder) -> Quantity | None:
    return next((q for q in builder.document.quantities if q.start == start and q.family == "money"), None)


def _mark(hit: Found, builder: Builder) -> Mark | None:
    """The sum of the nucleus: what stands in its slot, or the next sum if that is a count (“approved 11 projects for …”)."""
    if not hit.chunks("q"):
        return None
    first = hit.match.start("q")
    for match in re.finditer(r"<Q(\d+)>", hit.clause.text[first : first + 110]):
        quantity = _money(at(hit.clause, match[1]).start, builder)
        if quantity is not None:
            return Mark(quantity, first + match.start(), first + match.end())
    return None


def _after_sum(hit: Found) -> int:
    """Where the words after the sum begin, an equivalent in brackets passed over."""
    end = hit.match.end("q")
    brackets = re.match(r" \( (?:[\w-]+ )*<Q\d+> \)", hit.clause.text[end:])
    return end + (brackets.end() if brackets else 0)


def _last_things(hit: Found, story: Story, givers: list[Draft]) -> list[Draft]:
    """The project that the same giver's act of the sentences before was for, or that the sentence before names alone."""
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


Acts = list[tuple[list[Draft], Quantity | None, Roles]]


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
        if _PART.search(between) or (_COST.search(between) and "worth" not in between) or between.rstrip().endswith("("):
            break
        if not re.search(r"(?:,|\band\b|\bplus\b|\bas well as\b|\balong with\b)[^<>]*$", between):
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


def _instrument(hit: Found, quantity: Quantity | None) -> str | None:
    """What the noun group of the sum, or else the verb, names; nothing where it names two."""
    text, verb = hit.clause.text, hit.match.groupdict().get("verb") or ""
    if quantity is None:
        return instrument_of(hit.match[0]) if hit.rule.set["frame"] in {"support", "source"} else None
    mark = next((m for m in re.finditer(r"<Q(\d+)>", text) if at(hit.clause, m[1]).start == quantity.start), None)
    if mark is None:
        return None
    start = hit.match.end("verb") if verb and hit.match.end("verb") <= mark.start() else hit.match.start()
    before = re.split(r"<[^>]*>", text[min(start, mark.start()) : mark.start()])[-1]
    before = re.sub(r"\b(?:equivalent|amounting|up) to\b", "of", before)
    before = re.split(r"\b(?:to|for|with|from)\b|,", before)[-1]
    after = re.sub(r"^ \( <Q\d+> \)", "", text[mark.end() :])
    after = _NOUN_END.split(after, maxsplit=1)[0]
    found = instrument_of(f"{before} {after[:60]}")
    if found is None and not re.search(r"\b(?:loans?|grants?|credits?)\b", f"{before} {after[:60]}"):
        said_of = spoken(hit.clause, hit.match[0].replace(f"<Q{mark[1]}>", ""))
        other = re.search(r"(?:[\w-]+ ){1,3}(?:agreements?|contracts?)\b", said_of)
        found = instrument_of(other[0] if other else "")
        if found is None and re.search(r"\b(?:lend|lent|loan|borrow|guarantee)", verb):
            found = instrument_of(verb)
    return found


def _stage(hit: Found, story: Story) -> str | None:
    verb = hit.match.groupdict().get("verb") or ""
    stage = hit.rule.set.get("stage") or stage_of(verb)
    if hit.rule.set["frame"] == "source" or (stage is None and hit.rule.set["frame"] in {"support", "nominal", "agentless"}):
        stage = _tense(hit.clause.text)
    if hit.rule.set["frame"] == "gapped":
        return next((d.stage for d in reversed(story.deals) if hit.clause.tape in d.tapes), None)
    if hit.rule.set["frame"] == "heading":
        words = " ".join(t.words(0, len(t.chunks)) for t in story.before(hit.clause.tape, 20))
        return "approved" if "approv" in words else "signed" if "signed" in words else None
    under = r"\bunder (?:(?:an?|the|this) )?(?:[\w-]+ ){0,3}(?:agreement|contract|deal)\b"
    if stage in {"planned", "ongoing"} and re.search(under, spoken(hit.clause, hit.clause.text)):
        return "signed"
    if stage == "planned" and _SIGNED.search(story.around(hit.clause.tape)):
        return "signed"
    return stage


def _tense(text: str) -> str | None:
    """The stage that the main verb of a clause lets one conclude."""
    if re.search(r"\b(?:signed|inked)\b", text):
        return "signed"
    if re.search(r"\bapproved\b", text):
        return "approved"
    if re.search(r"\b(?:will|plans to|is to|are to|would|intends to)\b", text):
        return "planned"
    if re.search(r"\b(?:is|are) (?:\w+ )?(?:\w+ing|being|carried|implemented|built|financed|funded)\b", text):
        return "ongoing"
    if re.search(r"\b(?:was|were|has been|have been|opened|completed|launched|built|held)\b", text):
        return "completed"
    return None


def _date(hit: Found, builder: Builder) -> Span | None:
    dates = builder.spans(hit.clause.tape)
    return dates[0][1] if len(dates) == 1 else None


def _active(hit: Found, builder: Builder, story: Story) -> Roles:
    """“The EBRD will lend …”: the subject gives; recipients stand before or after the sum."""
    givers, start = subject(hit.clause, hit.match.start("verb"))
    if hit.match["verb"].startswith("to "):
        return Roles()  # a purpose: “a loan to finance …”
    if re.match(r"(?:grant|guarantee|award|issue|offer|finance|fund|transfer|loan)s?\b", hit.match["verb"]) and not re.search(
        r"> $|\b(?:which|who|also|and|it) $", hit.clause.text[: hit.match.start("verb")]
    ):
        return Roles()  # “a grant of …” is a noun
    roles = Roles(givers=[] if unwelcome(hit.clause.text[start : hit.match.start("verb")]) else givers)
    if re.search(r"approv|endors|authori|cleared|sanction|green", hit.match["verb"]):
        roles.givers = [g for g in givers if g.cls in _FINANCIERS or "oard" in g.name or g.cls == "Country"]
    if hit.chunks("q"):
        complements(hit.clause, hit.match.start("gap"), hit.match.end("gap"), roles, direct=True)
        complements(hit.clause, _after_sum(hit), len(hit.clause.text), roles)
        if not roles.things and not roles.getters:
            _before(hit, roles, things=True)
    else:
        roles.things = hit.drafts("t")
    return roles


def _passive(hit: Found, builder: Builder, story: Story) -> Roles:
    """“A loan … was approved by the World Bank”."""
    roles = Roles(givers=whole(hit.drafts("i")))
    if "approv" in hit.match["verb"]:
        roles.givers = [g for g in roles.givers if g.cls in _FINANCIERS or "oard" in g.name]
    for group in ("between", "to"):
        complements(hit.clause, hit.match.start(group), hit.match.end(group), roles)
    complements(hit.clause, hit.match.end(), len(hit.clause.text), roles)
    if not roles.things and not roles.getters:
        _before(hit, roles)
    return roles


def _nominal(hit: Found, builder: Builder, story: Story) -> Roles:
    """“a grant of $4.5 million from the European Union”."""
    if re.search(r"(?:approv|provid|sign|grant|extend)\w* (?:an? |the )?$", hit.clause.text[: hit.match.start()]):
        return Roles()  # “approved an IDA credit of …”: the subject gives
    roles = Roles(givers=whole(hit.drafts("i")))
    complements(hit.clause, hit.match.end(), len(hit.clause.text), roles)
    _before(hit, roles)
    return roles


def _before(hit: Found, roles: Roles, *, things: bool = False) -> None:
    """Projects and recipients that the clause names before the sum."""
    for code, number in re.findall(r"<([JWLI])(\d+)>", hit.clause.text[: hit.match.start()]):
        draft = at(hit.clause, number).draft
        if draft is None or draft.root in roles.givers:
            continue
        if code in "JW" and draft.root.cls not in {"Agreement", "Goals"} and not roles.things:
            roles.things.append(draft.root)
        elif code == "L" and draft.root.cls == "Country" and not things and f"from <L{number}>" not in hit.clause.text:
            roles.places.append(draft.root)


def _get(hit: Found, builder: Builder, story: Story) -> Roles:
    """“Paraguay has received a loan … from CAF”."""
    getters, start = subject(hit.clause, hit.match.start("verb"))
    if unwelcome(hit.clause.text[start : hit.match.start("verb")]):
        return Roles()
    roles = Roles(givers=whole([*hit.drafts("i"), *_more(hit)]), getters=getters)
    if not getters:
        _before(hit, roles)
    complements(hit.clause, hit.match.end(), len(hit.clause.text), roles)
    roles.getters = [g for g in roles.getters if g not in roles.givers]
    return roles


def _more(hit: Found) -> list[Draft]:
    """One more giver, with words of its own before it: “and the French agency AFD”."""
    numbers = re.findall(r"<I(\d+)>", hit.match.groupdict().get("more") or "")
    return [d.root for n in numbers if (d := at(hit.clause, n).draft) is not None]


def _given(hit: Found, builder: Builder, story: Story) -> Roles:
    """“Georgia was granted a loan by ADB”."""
    target = hit.drafts("t")
    roles = Roles(givers=whole(hit.drafts("i")))
    for draft in target:
        (roles.things if draft.kind in (Kind.PROJECT, Kind.FRAMEWORK) else roles.getters).append(draft)
    complements(hit.clause, hit.match.end(), len(hit.clause.text), roles)
    return roles


def _sign(hit: Found, builder: Builder, story: Story) -> Roles:
    """“A and B signed a loan agreement”: of the parties, the bank gives."""
    parties, start = subject(hit.clause, hit.match.start("verb"))
    if unwelcome(hit.clause.text[start : hit.match.start("verb")]):
        return Roles()
    deal = spoken(hit.clause, hit.match[0][:200])
    if not re.search(r"\b(?:loan|grant|financing|credit|guarantee|funding|finance|facility|aid|mou|memorandum)", deal):
        return Roles()
    rest = hit.match.start("rest")
    words = "with|between|by" if "between" in hit.rule.id else "with|between"
    other = re.search(rf"\b(?:{words}) (?:the )?<[IL]\d+>(?:[^.;\"]{0,90}?\band (?:the )?<[IL]\d+>)?", hit.match[0])
    if other is not None:
        parties += [
            d.root
            for n in re.findall(r"<[IL](\d+)>", other[0])
            if (d := at(hit.clause, n).draft) is not None and d.root not in parties
        ]
    givers = _lenders(parties, story.home)
    roles = Roles(givers=givers, getters=[p for p in parties if p not in givers])
    complements(hit.clause, rest, len(hit.clause.text), roles)
    roles.getters = [p for p in dict.fromkeys(roles.getters) if p not in givers]
    if not roles.getters:
        for n in re.findall(r"<L(\d+)>", hit.match[0]):
            draft = at(hit.clause, n).draft
            if draft is not None and draft.root.cls == "Country":
                roles.places.append(draft.root)
    return roles


def _lenders(parties: list[Draft], home: Draft | None) -> list[Draft]:
    """Who of the parties to a loan lends: a bank that is no country's own, any bank, an organization, another's agency."""
    for test in _LENDS:
        found = [p for p in parties if test(p)]
        if found and (len(found) < len(parties) or len(parties) == 1):
            return found
        if found:
            return found[:1]
    abroad = [p for p in parties if p is not home and p.cls != "Country" and (p.owner is None or p.owner.root is not home)]
    return abroad if len(parties) == 2 and len(abroad) == 1 else []


_BORROWERS: Final = {"Country", "Government", "Ministry", "Company", "City", "Region"}
_LENDS: Final[tuple[Callable[[Draft], bool], ...]] = (
    lambda d: d.entry is not None and d.cls == "DevelopmentBank" and d.entry.country is None,
    lambda d: d.cls == "DevelopmentBank" and d.entry is not None,
    lambda d: d.cls == "DevelopmentBank",
    lambda d: d.cls == "InternationalOrganization",
    lambda d: re.search(r"\b(?:[Bb]ank|Fund|Development Agency|Cooperation Agency)\b", d.name) is not None,
    lambda d: d.cls not in _BORROWERS,
)


def _financed(hit: Found, builder: Builder, story: Story) -> Roles:
    """“The road is financed by A and B”, “… with a loan of … from A”."""
    rest = hit.match["rest"]
    roles = Roles(things=hit.drafts("t"))
    by = re.match(r"(?:the )?(<[IL]\d+>(?:(?: ,| and| , and| as well as|,)(?: the)? <[IL]\d+>)*)", rest)
    source = by or re.search(r"\b(?:from|by|of) (?:the )?(<[IL]\d+>(?:(?: ,| and| , and|,)(?: the)? <[IL]\d+>)*)", rest)
    if source is None or (by is None and re.search(r"<Q\d+>", rest)):  # a sum is another rule's nucleus
        return roles
    drafts = [at(hit.clause, n).draft for n in re.findall(r"<[IL](\d+)>", source[1])]
    roles.givers = whole([d.root for d in drafts if d is not None])
    return roles


def _plain(hit: Found, builder: Builder, story: Story) -> Roles:
    """Giver and thing stand in slots of the rule."""
    return Roles(givers=whole(hit.drafts("i")), things=hit.drafts("t"))


def _support(hit: Found, builder: Builder, story: Story) -> Roles:
    """“With the support of UNDP, Georgia is implementing the project”: the thing may stand before or after."""
    givers = hit.chunks("i")
    if len(givers) > 1 and givers[-1].code == "L" and givers[-2].code == "I":  # “of UNDP, Georgia is …”
        givers = givers[:-1]
    roles = Roles(givers=whole([c.draft.root for c in givers if c.draft is not None]))
    for part in (hit.match["rest"], hit.clause.text[: hit.match.start()]):
        found = [at(hit.clause, n).draft for n in re.findall(r"<[JW](\d+)>", part)]
        roles.things = [d.root for d in found[:1] if d is not None and d.root.cls not in {"Agreement", "Goals"}]
        if roles.things:
            break
    return roles


def _agentless(hit: Found, builder: Builder, story: Story) -> Roles:
    """“A grant of … comes on top”: the giver of the last act, or the bank that the sentences before speak of."""
    here = hit.clause.tape.sentence.paragraph
    near = [d for d in story.deals if here - d.tapes[-1].sentence.paragraph <= 2]
    roles = Roles()
    for tape in (hit.clause.tape, *story.before(hit.clause.tape, 2)):
        banks = [c.draft.root for c in tape.chunks if c.code == "I" and c.draft is not None]
        banks = [d for d in banks if d.cls == "DevelopmentBank"]
        if banks or (near and tape in near[-1].tapes):
            roles.givers = [near[-1].financier] if near and tape in near[-1].tapes else banks[-1:]
            break
    complements(hit.clause, hit.match.start(), len(hit.clause.text), roles)
    if near and not roles.things and not roles.getters and not roles.places:
        roles.getters = [d.target for d in near if d.tapes[-1] is near[-1].tapes[-1] and d.financier in roles.givers]
    return roles


def _gapped(hit: Found, builder: Builder, story: Story) -> Roles:
    """“ADB will cover … and the Government …”: as the act before it in the sentence, with another giver."""
    same = [d for d in story.deals if hit.clause.tape in d.tapes and d.sums]
    if not same:
        return Roles()
    return Roles(givers=whole(hit.drafts("i")), getters=[d.target for d in same])


def _heading(hit: Found, builder: Builder, story: Story) -> Roles:
    """“Lesotho: A $20 million loan …”: in a list, by the bank of which the article speaks."""
    roles = Roles(givers=_main_bank(builder), getters=hit.drafts("t"))
    complements(hit.clause, hit.match.end(), len(hit.clause.text), roles)
    return roles


def _framework(hit: Found, builder: Builder, story: Story) -> Roles:
    """“The strategy could provide …”: by its partners, for the country."""
    framework = hit.one("t")
    drafts = {f"draft:{d.order}": d for d in builder.drafts}
    partners = [
        drafts[f.party.iri]
        for f in builder.result()
        if isinstance(f, said.Party)
        and framework is not None
        and f.framework.iri == f"draft:{framework.order}"
        and f.party.iri in drafts
    ]
    givers = [p for p in partners if p.kind is Kind.INSTITUTION]
    if not givers and framework is not None and framework.cls == "PartnershipStrategy":
        givers = _main_bank(builder)
    places = [p for p in partners if p.cls == "Country"] or ([story.home] if story.home is not None else [])
    return Roles(givers=givers, getters=places[:1], things=hit.drafts("t"))


def _main_bank(builder: Builder) -> list[Draft]:
    """The development bank that the article names most."""
    banks = [d for d in builder.drafts if d.cls == "DevelopmentBank" and d.merged_into is None]
    return sorted(banks, key=lambda d: (-sum(d.names.values()), d.order))[:1]


def _source(hit: Found, builder: Builder, story: Story) -> Roles:
    """“combining financing from A with guarantees provided by B”: for the one undertaking just spoken of."""
    roles = Roles(givers=whole(hit.drafts("i")))
    for tape in (hit.clause.tape, *story.before(hit.clause.tape, 1)):
        if tape.sentence.paragraph != hit.clause.tape.sentence.paragraph:
            break
        things = [c.draft.root for c in tape.chunks if c.code in "JW" and c.draft is not None]
        things = [d for d in dict.fromkeys(things) if d.cls not in {"Agreement", "Goals"}]
        if things:
            roles.things = things if len(things) == 1 else []
            break
    return roles


_FRAMES: Final = {
    "active": _active,
    "passive": _passive,
    "nominal": _nominal,
    "get": _get,
    "given": _given,
    "sign": _sign,
    "financed": _financed,
    "plain": _plain,
    "support": _support,
    "agentless": _agentless,
    "gapped": _gapped,
    "heading": _heading,
    "framework": _framework,
    "source": _source,
}


def _merged(deals: list[Deal]) -> list[Deal]:
    """One act for two sides and a stage: its total, or the sums where no total is told."""
    acts: dict[tuple[int, int, bool], list[Deal]] = {}
    for deal in deals:
        acts.setdefault((deal.financier.order, deal.target.order, deal.cumulative), []).append(deal)
    done: list[Deal] = []
    for group in acts.values():
        told = {d.stage for d in group if d.sums}
        group = [d for d in group if d.sums or d.stage not in {*told, "planned", None}] if told else group
        stages = list(dict.fromkeys(d.stage for d in group if d.stage))
        for stage in stages or [None]:
            done.append(_one([d for d in group if d.stage in {stage, None} or d.stage == stage]))
    return done


def _one(group: list[Deal]) -> Deal:
    first = group[0]
    sums: dict[float, Quantity] = {}
    for deal in group:
        for quantity in deal.sums:
            sums.setdefault(quantity.value, quantity)
    values = list(sums)
    total = next((v for v in values if len(values) > 2 and abs(sum(values) - 2 * v) < 1e-6 * v), None)
    if total is not None:
        sums = {total: sums[total]}
    kinds = {d.instrument for d in group if not total or any(q.value == total for q in d.sums)}
    if len(sums) == 1:
        kinds = {k for k in kinds if k is not None} or {None}
    tapes = list({id(t): t for d in group for t in d.tapes}.values())
    date = next((d.date for d in group if d.date is not None), None)
    instrument = next(iter(kinds)) if len(kinds) == 1 else None
    stage = next((d.stage for d in group if d.stage), None)
    return Deal(first.financier, first.target, list(sums.values()), instrument, stage, date, first.rule, tapes)


def _write(deal: Deal, builder: Builder) -> None:
    sums = deal.sums
    currencies = {q.unit for q in sums}
    builder.add(
        said.Finances(
            financier=entity(deal.financier),
            target=entity(deal.target),
            amounts=tuple(q.value for q in sums),
            currency=next(iter(currencies)) if len(currencies) == 1 else None,
            bound=sums[0].bound if len(sums) == 1 else None,
            instrument=cast("said.Instrument | None", deal.instrument),
            stage=cast("said.Stage | None", deal.stage),
            date=deal.date,
            evidence=evidence(*deal.tapes),
            rule=deal.rule,
            modality=said.Modality.PLANNED if deal.stage == "planned" else said.Modality.ASSERTED,
        ),
        deal.financier.order,
        deal.target.order,
        tuple(q.value for q in sums),
        deal.stage,
    )
