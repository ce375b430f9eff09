"""What stands around the nucleus of an act of financing, by the construction that a rule names as its ``frame``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from loaders.facts import Kind
from loaders.reading import money_context, money_signings
from loaders.reading.builder import Builder
from loaders.reading.deals import Story
from loaders.reading.drafts import Draft
from loaders.reading.money_lenders import lender_before, speakers
from loaders.reading.money_roles import Roles, at, complements, subject, unwelcome, whole
from loaders.reading.money_targets import for_unnamed
from loaders.reading.patterns import Found

Frame = Callable[[Found, Builder, Story], Roles]
_ANOTHER: Final = re.compile(r"\b(?:an?|another|the|its) (?:[\w-]+ ){1,3}$")
"""A noun right before a participle: “The project builds upon a pilot financed by ADB”."""
_BY_MEANS: Final = re.compile(
    r"(?:with|thanks to|using|helped by"
    r"|(?:[\w-]+ )?(?:financed|funded|co-financed|backed|supported) (?:by|with|through)) "
)
_SUBJECT_AFTER: Final = re.compile(r" , (?:the |an? )?<[ILJW](\d+)> (?!,|and )")
_FINANCIERS: Final = {"DevelopmentBank", "InternationalOrganization", "Organization", "Company", "GovernmentAgency"}


def _active(hit: Found, builder: Builder, story: Story) -> Roles:
    """“The EBRD will lend …”: the subject gives; recipients stand before or after the sum."""
    givers, start = subject(hit.clause, hit.match.start("verb"))
    if hit.match["verb"].startswith("to "):
        return Roles()  # a purpose: “a loan to finance …”
    if not givers:
        givers = _speaks_for(hit) or _it(hit, story) or _board(hit, builder, story)
    if re.match(
        r"(?:grant|guarantee|award|issue|offer|finance|fund|transfer|loan)s?\b", hit.match["verb"]
    ) and not re.search(r"> $|\b(?:which|who|also|and|it) $", hit.clause.text[: hit.match.start("verb")]):
        return Roles()  # “a grant of …” is a noun
    roles = Roles(givers=[] if unwelcome(hit.clause.text, start, hit.match.start("verb")) else givers)
    if re.search(r"approv|adopt|endors|authori|cleared|sanction|green", hit.match["verb"]):
        abroad = [g for g in givers if g.cls == "Government" and g.owner is not None and g.owner.root is not story.home]
        roles.givers = [g for g in givers if g.cls in _FINANCIERS or "oard" in g.name or g.cls == "Country"] or abroad
    if hit.match["verb"].startswith("put") and hit.clause.text[: hit.match.start("q")].endswith(" at "):
        return Roles()  # “put the cost at …”
    if hit.match["verb"].startswith("spen") and not re.match(
        r"[^<>,.;]{0,14}\bon\b", hit.clause.text[_after_sum(hit) :]
    ):
        return Roles()
    if hit.chunks("q"):
        complements(hit.clause, hit.match.start("gap"), hit.match.end("gap"), roles, direct=True)
        roles.things += _relative(hit, start) or _sized(hit)
        if not roles.things:
            complements(hit.clause, _after_sum(hit), len(hit.clause.text), roles)
        if not roles.things and not roles.getters and not for_unnamed(hit.clause.text[_after_sum(hit) :]):
            _before(hit, roles, things=True)
        if hit.match["verb"].startswith("spen") and not roles.things:
            return Roles()  # “spends 11 billion on infrastructure”
    else:
        roles.things = hit.drafts("t")
    return roles


def _sized(hit: Found) -> list[Draft]:
    """“approved the $500 million Karlin Water Programme”: the programme right behind its size."""
    found = re.match(r" ?<W(\d+)>", hit.clause.text[hit.match.end("q") :])
    draft = (
        at(hit.clause, found[1]).draft if found and hit.match["verb"].startswith(("approv", "financ", "fund")) else None
    )
    return [draft.root] if draft is not None and draft.root.cls == "Programme" else []


def _relative(hit: Found, subject_start: int) -> list[Draft]:
    """“the road, in the second phase of which the Fund takes part with …”: what the relative clause hangs on."""
    pattern = r"<[JW](\d+)>(?: ,)? (?:(?:in|for|into|on|towards?|to) (?:the (?:[\w-]+ ){1,3}of )?)?which (?:the )?$"
    found = re.search(pattern, hit.clause.text[:subject_start])
    draft = at(hit.clause, found[1]).draft if found else None
    return [draft.root] if draft is not None and draft.root.cls not in {"Agreement", "Goals"} else []


def _speaks_for(hit: Found) -> list[Draft]:
    """“The bank's president offered a further …”: who announces money of a lender speaks for it."""
    if re.search(r"(?:^|> |, |[“\"] ?|years |date |far )we $", hit.clause.text[: hit.match.start("verb")]):
        return _ours(hit)
    person = re.search(r"<P(\d+)>(?: (?:then|also|also then|further))? $", hit.clause.text[: hit.match.start("verb")])
    if person is None or not re.search(r"\b(?:offer|pledg|announc|promis|commit|propos)\w*", hit.match["verb"]):
        return []
    draft = at(hit.clause, person[1]).draft
    employers = [e.root for e in draft.root.employers] if draft is not None else []
    return [e for e in employers if e.cls in {"DevelopmentBank", "InternationalOrganization", "Company"}][:1]


def _ours(hit: Found) -> list[Draft]:
    """“We have invested …, director X said”: the lender whose officer speaks in the sentence."""
    people = [c.draft.root for c in hit.clause.tape.chunks if c.code == "P" and c.draft is not None]
    employers = [e.root for p in people for e in p.employers]
    return [e for e in dict.fromkeys(employers) if e.cls in {"DevelopmentBank", "InternationalOrganization"}][:1]


def _board(hit: Found, builder: Builder, story: Story) -> list[Draft]:
    """“In July its directors had cleared a loan …”: the board of the bank spoken of before."""
    board = r"\b(?:its|the|the bank ’s|the lender ’s) (?:\w+ )?(?:board(?: of (?:\w+ )?directors)?|directors) $"
    return lender_before(hit, builder, story) if re.search(board, hit.clause.text[: hit.match.start("verb")]) else []


def _it(hit: Found, story: Story) -> list[Draft]:
    """“Over this time it has financed …”: the institution that the sentence before begins with."""
    before = hit.clause.text[: hit.match.start("verb")]
    if re.search(r"(?:^|, |> )the (?:bank|lender|fund|institution) (?:[\w-]+ ){0,2}$", before):
        return speakers(hit)
    if not re.search(r"(?:^|, |: |time |then |date |far |now |> |\" )it $", before):
        return []
    named = re.search(r"<I(\d+)>(?: \( [\w-]+ \))? : it $", before)
    draft = at(hit.clause, named[1]).draft if named else None
    if draft is not None:
        return whole([draft.root])
    for tape in story.before(hit.clause.tape, 1):
        first = next((c for c in tape.chunks if c.draft is not None and c.code in "PIJWE"), None)
        if first is not None and first.code == "I" and first.draft is not None:
            return whole([first.draft])
    return speakers(hit)


def _after_sum(hit: Found) -> int:
    """Where the words after the sum begin, an equivalent in brackets passed over."""
    end = hit.match.end("q")
    brackets = re.match(r" \( (?:[\w-]+ )*<Q\d+> \)", hit.clause.text[end:])
    return end + (brackets.end() if brackets else 0)


def _passive(hit: Found, builder: Builder, story: Story) -> Roles:
    """“A loan … was approved by the World Bank”."""
    roles = Roles(givers=whole(hit.drafts("i")))
    if re.search(r"\b(?:received|obtained|secured|raised|borrowed)$", hit.match["verb"]):
        if " by " not in hit.match[0][hit.match.end("verb") - hit.match.start() :]:
            return roles
        # “secured by Tajikistan from the Fund”: who follows “by” gets
        source = re.search(r"\bfrom (?:the )?<[IL](\d+)>", hit.clause.text[hit.match.end() :])
        giver = at(hit.clause, source[1]).draft if source else None
        roles = Roles(givers=whole([giver.root]) if giver is not None else [], getters=roles.givers)
        complements(hit.clause, hit.match.end(), len(hit.clause.text), roles)
        roles.getters = [g for g in roles.getters if g not in roles.givers]
        return roles
    if "approv" in hit.match["verb"]:
        roles.givers = [g for g in roles.givers if g.cls in _FINANCIERS or "oard" in g.name]
    for group in ("between", "to"):
        if group in hit.match.re.groupindex:
            complements(hit.clause, hit.match.start(group), hit.match.end(group), roles)
    complements(hit.clause, hit.match.end(), len(hit.clause.text), roles)
    if not roles.things and not roles.getters:
        _before(hit, roles)
    return roles


def _nominal(hit: Found, builder: Builder, story: Story) -> Roles:
    """“a grant of $4.5 million from the European Union”."""
    if re.search(r"(?:approv|provid|sign|grant|extend)\w* (?:an? |the )?$", hit.clause.text[: hit.match.start()]):
        return Roles()  # “approved an IDA credit of …”: the subject gives
    givers = hit.drafts("i")
    if len(givers) > 1 and not re.search(r"\b(?:and|with|well as)\b|&", hit.match["i"]):
        givers = givers[:1]  # “Thanks to $30 million from Norway, UNDP can …”: a comma alone joins nobody
    roles = Roles(givers=whole(givers))
    for draft in hit.drafts("t"):
        (roles.getters if draft.kind is Kind.INSTITUTION else roles.things).append(draft)
    if "between" in hit.match.re.groupindex:  # “$25 million for the project comes from …”
        complements(hit.clause, hit.match.start("between"), hit.match.end("between"), roles)
    complements(hit.clause, hit.match.end(), len(hit.clause.text), roles)
    if not roles.things and not roles.getters:
        _by_means(hit, roles)
    _before(hit, roles)
    return roles


def _by_means(hit: Found, roles: Roles) -> None:
    """“Funded by a grant of $4 million from Norway, the programme …”, “With a loan from ADB, Basis Bank will …”."""
    joined = re.search(r"\b(?:and|with|well as)\b|&", hit.match["i"])
    end = hit.match.end("i") if joined else hit.match.start("i") + hit.match["i"].index(">") + 1
    subject = _SUBJECT_AFTER.match(hit.clause.text, end)
    draft = at(hit.clause, subject[1]).draft if subject else None
    if draft is None or _BY_MEANS.match(hit.clause.text) is None or draft.root in roles.givers:
        return
    if draft.kind in (Kind.PROJECT, Kind.FRAMEWORK):
        roles.things.append(draft.root)
    elif draft.root.cls in {"Company", "Country", "Ministry", "City", "GovernmentAgency"}:
        roles.getters.append(draft.root)


def _before(hit: Found, roles: Roles, *, things: bool = False) -> None:
    """Projects and recipients that the clause names before the sum."""
    before = re.findall(r"<([JWLI])(\d+)>", hit.clause.text[: hit.match.start()])
    if re.search(r"\b(?:in|for|into|on|under) which\b", hit.clause.text[: hit.match.start()]):
        before.reverse()  # “… and the plant in Khovd, in which X will invest …”
    for code, number in before:
        draft = at(hit.clause, number).draft
        if draft is None or draft.root in roles.givers:
            continue
        if code in "JW" and draft.root.cls not in {"Agreement", "Goals"} and not roles.things:
            if not re.search(rf"\b(?:under|through) (?:the )?<{code}{number}>", hit.clause.text):
                roles.things.append(draft.root)
        elif code == "L" and draft.root.cls == "Country" and not things and f"from <L{number}>" not in hit.clause.text:
            roles.places.append(draft.root)


def _get(hit: Found, builder: Builder, story: Story) -> Roles:
    """“Paraguay has received a loan … from CAF”."""
    getters, start = subject(hit.clause, hit.match.start("verb"))
    if unwelcome(hit.clause.text, start, hit.match.start("verb")):
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


def _financed(hit: Found, builder: Builder, story: Story) -> Roles:
    """“The road is financed by A and B”, “… with a loan of … from A”."""
    rest = hit.match["rest"]
    if _ANOTHER.search(hit.clause.text[hit.match.end("t") : hit.match.start("verb")]) and " " not in hit.match["verb"]:
        return Roles()
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
    if len(givers) > 1 and re.search(r"> , (?:the )?<[IL]\d+>$", hit.match[0][: -len(hit.match["rest"]) or None]):
        givers = givers[:-1]  # “of UNDP, Georgia is …”
    roles = Roles(givers=whole([c.draft.root for c in givers if c.draft is not None]))
    for part in (hit.match["rest"], hit.clause.text[: hit.match.start()]):
        found = [at(hit.clause, n).draft for n in re.findall(r"<[JW](\d+)>", part)]
        roles.things = [d.root for d in found[:1] if d is not None and d.root.cls not in {"Agreement", "Goals"}]
        if roles.things:
            break
    else:
        _by_means(hit, roles)
    return roles


def _lone_things(hit: Found, builder: Builder, story: Story) -> Roles:
    """“31 projects were financed, among them A and B”: by the lender of which the article speaks."""
    return Roles(givers=lender_before(hit, builder, story), things=hit.drafts("t"))


FRAMES: Final[Mapping[str, Frame]] = {
    "active": _active,
    "passive": _passive,
    "nominal": _nominal,
    "get": _get,
    "given": _given,
    "sign": money_signings.sign,
    "financed": _financed,
    "plain": _plain,
    "support": _support,
    "agentless": money_context.agentless,
    "gapped": money_context.gapped,
    "heading": money_context.heading,
    "framework": money_context.framework,
    "source": money_context.source,
    "share": money_context.share,
    "portfolio": money_context.portfolio,
    "part": money_context.part,
    "bracketed": money_context.bracketed,
    "lone": money_signings.lone,
    "lone-things": _lone_things,
}
