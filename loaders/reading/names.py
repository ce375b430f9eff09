"""Names of institutions and places, from the surest evidence to the weaker; what is proved goes to the lexicon."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary

_COORDINATED: Final = r"(?:(?:,[cCMGRV]+)*,?a[cCMAGRV]+(?![cC]*T))?"
_OWNED: Final = r"(?P<owned>od?(?:I|L))?"
HEAD_FIRST: Final = re.compile(
    rf"(?<![cMNGRV-])(?<![cM]a)(?P<own>(?:[LI]s|N))?(?P<name>k(?:[ofu]d?(?:T|[cCMAGRVNk]+{_COORDINATED}))){_OWNED}"
)
HEAD_LAST: Final = re.compile(
    rf"(?P<own>(?:[LI]s|N))?(?P<name>(?:[cMALNGRV](?:-?[cMCALNGRV]|k(?=[cMk])|a[cMNC]|o(?=[cM]))*)k(?:[ofu]d?[cMCAGRV]+{_COORDINATED})?){_OWNED}"
)
UNIT: Final = re.compile(
    r"(?P<own>[IL])(?P<gap>s?)(?P<name>(?:[cMCNL](?:-?[cMCLN]|a[cMN])*|x{0,2}|xx?)[km])(?P<place>nL)?"
)
OF_STATE: Final = re.compile(r"(?P<what>x)(?P<head>m)")
OFFICE_OF_POST: Final = re.compile(r"(?P<name>(?:od?)?(?:L|N)?Ts[xcM]?[km])")
PART_OF: Final = re.compile(r"(?P<name>[mk]o)d?(?P<whole>I)")
GOVERNMENT: Final = re.compile(r"(?:(?P<name2>[km])od?(?P<own2>[LI])|(?P<own>[LI]s|N|[LI])?(?P<name>[km]))")
TITLED: Final = re.compile(r"(?<![cCMkA-])(?P<name>A)(?=T)")
ADJACENT: Final = re.compile(r"(?P<own>I)(?P<name>I)")
DEFINED: Final = re.compile(r"(?P<name>c(?:[io]?d?[cMkL]){1,6})\((?P<short>A)\)")
OF_COUNTRY: Final = re.compile(r"(?P<head>k)od?(?P<name>L)")
DOUBLED: Final = re.compile(r"II")
BRACKETED: Final = re.compile(r"(?P<what>[IJWEPL])\((?P<short>[AcIL])(?P<close>[,)])")
PLACE_HEAD: Final = re.compile(r"(?P<name>(?:c|L)(?:-?(?:c|L))*?)(?P<head>x|c(?![cMkGRVA]))(?P<next>x?)")
MUNICIPALITY: Final = re.compile(r"(?P<head>[ck])o(?P<name>L|c)(?![ck])")
HEADED: Final = re.compile(r"(?P<head>[mx])(?P<name>c(?:-?[cL]){0,3})(?=[,.;()xtfwonuDba]|$)")
SOURCE: Final = re.compile(r"(?<=[,\"P])(?P<name>d?(?:[cACMV]+|U))x")
APPOSED: Final = re.compile(r"(?P<name>[cL]?c[cMR]*),d(?:[xycM]|Ns?|Ls){0,3}(?P<head>[km])(?=[,.ox]|$)")

_GOVERNMENTS: Final = {"government", "cabinet", "cabinet of ministers"}
_UNIT_HEADS: Final = {
    "board of directors",
    "board of executive directors",
    "board of governors",
    "division",
    "resident mission",
    "country office",
    "board",
    "office",
    "department",
    "directorate",
    "center",
    "centre",
    "regional center",
    "regional centre",
    "regional office",
    "press service",
    "secretariat",
    "commission",
    "committee",
    "council",
    "bureau",
    "administration",
    "institute",
    "foundation",
    "agency",
    "service",
    "embassy",
    "parliament",
    "ministry",
    "government",
    "delegation",
}
_NOT_OF_A_PLACE: Final = {"heating", "hospital", "court", "cooling", "level", "authorities", "council"}
_CALLED: Final = {
    "company", "utility", "operator", "lender", "firm", "developer", "contractor", "producer", "manufacturer", "bank",
    "retailer", "insurer", "cooperative", "newspaper", "agency", "corporation", "startup", "supplier", "ngo",
}  # fmt: skip
_LINKS: Final = {"of", "for", "and", "the", "on", "de"}
_BODIES: Final = {
    "board of directors",
    "board of executive directors",
    "board of governors",
    "board",
    "council",
    "committee",
}
_NEWS_VERBS: Final = {"reports", "reported", "informs", "writes", "informed", "wrote"}


def institutions(tapes: list[Tape], words: Vocabulary, lexicon: Lexicon, home: Draft | None) -> None:
    """Collapse names of institutions that their head nouns and what stands around them prove."""
    for tape in tapes:
        tape.rewrite(DEFINED, lambda t, m: _defined(t, m, words, lexicon))
        tape.rewrite(HEAD_FIRST, lambda t, m: _institution(t, m, words, lexicon))
        tape.rewrite(HEAD_LAST, lambda t, m: _institution(t, m, words, lexicon))
        tape.rewrite(MUNICIPALITY, lambda t, m: _municipality(t, m, lexicon))
        tape.rewrite(OF_COUNTRY, lambda t, m: _of_country(t, m, words, lexicon))
        tape.rewrite(GOVERNMENT, lambda t, m: _government(t, m, lexicon, home))
        tape.rewrite(UNIT, lambda t, m: _unit(t, m, words, lexicon))
        tape.rewrite(OFFICE_OF_POST, lambda t, m: _office(t, m, words, lexicon))
        tape.rewrite(TITLED, lambda t, m: _titled(t, m, lexicon))
        tape.rewrite(ADJACENT, lambda t, m: _adjacent(t, m, lexicon))
        tape.rewrite(OF_STATE, lambda t, m: _of_state(t, m, lexicon, home))
        tape.rewrite(PART_OF, lambda t, m: _part(t, m, words, lexicon))
        tape.rewrite(SOURCE, lambda t, m: _source(t, m, lexicon))
        tape.rewrite(APPOSED, lambda t, m: _apposed(t, m, words, lexicon))
        tape.rewrite(HEADED, lambda t, m: _headed(t, m, words, lexicon))


def brackets(tapes: list[Tape], lexicon: Lexicon) -> None:
    """Take short forms in brackets as names of what stands before: “European Investment Bank (EIB)”."""
    for tape in tapes:
        tape.rewrite(BRACKETED, lambda t, m: _bracketed(t, m, lexicon))
        tape.rewrite(DOUBLED, _doubled)


def places(tapes: list[Tape], words: Vocabulary, lexicon: Lexicon) -> None:
    """Collapse names of places made by a head: “Akmola region”, “Syr Darya river”."""
    for tape in tapes:
        tape.rewrite(PLACE_HEAD, lambda t, m: _place(t, m, words, lexicon))


def class_of(name: str, words: Vocabulary, default: str) -> str:
    """The class that the head noun of an institution's name gives it."""
    tokens = [t.lower() for t in re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", name)]
    if tokens[-1:] == ["fund"] and not {"national", "state", "sovereign", "pension"} & set(tokens):
        return "InternationalOrganization"
    bare = tokens[: next((i for i, t in enumerate(tokens) if t in {"of", "for", "on"} and i), len(tokens))]
    for length in (3, 2, 1):
        for start in range(len(bare) - length, -1, -1):
            head = words.heads.get(tuple(bare[start : start + length]))
            if head and head.kind is Kind.INSTITUTION:
                return head.cls
    return default


def _chunk(tape: Tape, first: int, last: int, code: str, draft: Draft, form: str = "name") -> Chunk:
    chunks = tape.chunks[first:last]
    start, end = chunks[0].start, chunks[-1].end
    return Chunk(start, end, code, tape.text[start:end].lower(), draft, form)


def _owner(tape: Tape, match: re.Match[str], *groups: str) -> Draft | None:
    for group in groups:
        if group in match.groupdict() and match[group]:
            return next((c.draft for c in tape.chunks[match.start(group) : match.end(group)] if c.draft), None)
    return None


def _institution(
    tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon
) -> tuple[int, int, Chunk] | None:
    first, last = match.start("name"), match.end("name")
    if tape.codes[first] == "C" and first == 0:
        return None
    if match["name"] == "k" or tape.codes[match.end() : match.end() + 1] in set("RGVck"):
        return None  # “the Ulaanbaatar Heating Network Project” is no network
    owned = match.end("owned") if match["owned"] else last
    short = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    full = tape.text[tape.chunks[first].start : tape.chunks[owned - 1].end]
    owner = _owner(tape, match, "own", "owned")
    cls = class_of(short, words, "Organization")
    if cls == "Organization" and _public(short, owner):
        cls = "GovernmentAgency"
    draft = lexicon.named(Kind.INSTITUTION, cls, short, strength=2, owner=owner)
    draft.head = tape.chunks[first].lower if tape.codes[first] == "k" else tape.chunks[last - 1].lower
    if full != short:
        lexicon.alias(draft, full)
    chunk = _chunk(tape, first, owned, "I", draft)
    if match["own"]:
        chunk.outer_start = tape.chunks[match.start("own")].start
        return match.start("own"), owned, chunk
    return first, owned, chunk


def _public(name: str, owner: Draft | None) -> bool:
    """A committee or board of a country, or a national one, is an agency of the state."""
    words = set(name.lower().split())
    national = bool(words & {"national", "state"}) or (owner is not None and owner.cls == "Country")
    return national and bool(words & {"committee", "commission", "board", "council", "bureau", "center", "centre"})


def _government(
    tape: Tape, match: re.Match[str], lexicon: Lexicon, home: Draft | None
) -> tuple[int, int, Chunk] | None:
    group = "name" if match["name"] else "name2"
    at = match.start(group)
    if tape.chunks[at].lower not in _GOVERNMENTS:
        return None
    owner = _owner(tape, match, "own", "own2") or home
    bare = not match["own"] and not match["own2"] and tape.chunks[at - 1].code != "d"
    if bare and (at == 0 or not tape.text[tape.chunks[at].start].isupper()):
        return None  # “government agencies”
    if not match["own"] and not match["own2"] and tape.chunks[at - 1].lower in {"his", "her", "their", "each", "a"}:
        return None  # whose government, only its speaker tells
    if owner is None or owner.kind is not Kind.PLACE:
        return None
    surface = tape.text[tape.chunks[match.start()].start : tape.chunks[match.end() - 1].end]
    draft = lexicon.named(Kind.INSTITUTION, "Government", f"Government of {owner.name}", strength=3, owner=owner)
    draft.head = "government"
    if match["own"] or match["own2"]:
        lexicon.alias(draft, surface)
    return (
        match.start(),
        match.end(),
        _chunk(tape, match.start(), match.end(), "I", draft, "name" if surface != surface.lower() else "definite"),
    )


_OF_STATES: Final = {"embassy", "parliament", "senate", "national bank", "central bank", "bank", "treasury"}


def _of_country(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Embassy of Japan”, “Bank of Orvane”: a body named by its country alone."""
    head, owner = tape.chunks[match.start("head")].lower, tape.chunks[match.start("name")].draft
    if head not in _OF_STATES or owner is None or owner.cls != "Country":
        return None
    name = tape.text[tape.chunks[match.start()].start : tape.chunks[match.end() - 1].end]
    draft = lexicon.named(Kind.INSTITUTION, "GovernmentAgency", name, strength=2, owner=owner)
    draft.head = head
    return match.start(), match.end(), _chunk(tape, match.start(), match.end(), "I", draft)


def _defined(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Société Régionale des Eaux du Sahel (SRES)”: a name without a known head that a bracket abbreviates."""
    first, last = match.span("name")
    if tape.codes[first] == "C":
        return None
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    short = tape.text[tape.chunks[match.start("short")].start : tape.chunks[match.start("short")].end]
    initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", name) if w[0].isupper())
    if initials.lower() != short.lower():
        return None
    draft = lexicon.named(Kind.INSTITUTION, class_of(name, words, "Organization"), name, strength=2)
    _claim(short, draft, lexicon.find(Kind.INSTITUTION, short), lexicon)
    draft = draft.root
    lexicon.alias(draft, short)
    chunk = _chunk(tape, first, last, "I", draft)
    chunk.outer_end = tape.chunks[match.end() - 1].end
    return first, match.end(), chunk


def _municipality(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the City of Zenica” owns and borrows: its administration."""
    first, last = match.span()
    if (
        tape.chunks[first].lower not in {"city", "municipality", "town"}
        or not tape.text[tape.chunks[first].start].isupper()
    ):
        return None
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    draft = lexicon.named(Kind.INSTITUTION, "GovernmentAgency", name, strength=2)
    place = tape.chunks[last - 1].draft
    if place is not None and place not in draft.places:
        draft.places.append(place)
    return first, last, _chunk(tape, first, last, "I", draft)


def _unit(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    owner = tape.chunks[match.start("own")].draft
    head = tape.chunks[match.end("name") - 1]
    if tape.codes[match.end("name") : match.end("name") + 1] == "T":
        return None  # “KfW Office Director”
    if owner is None or head.lower not in _UNIT_HEADS or (match["own"] == "L" and not match["gap"]):
        return None
    if match["own"] == "L" and owner.cls != "Country":
        return None
    capital = any(c.code in "cMk" for c in tape.chunks[match.start("name") : match.end("name")])
    if not capital and match["own"] == "L":
        return None
    last = match.end("place") if match["place"] and head.code in "km" else match.end("name")
    first = match.start("name") if match["gap"] and capital else match.start("own")
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    fallback = "GovernmentAgency" if owner.kind is Kind.PLACE else owner.cls
    if head.lower in _BODIES or (owner.cls == "DevelopmentBank" and head.lower.endswith("office")):
        cls = "Organization"
    else:
        cls = (
            fallback
            if owner.cls in {"InternationalOrganization", "DevelopmentBank"}
            else class_of(head.lower, words, fallback)
        )
    draft = lexicon.named(Kind.INSTITUTION, cls, name, strength=2, owner=owner)
    draft.head = head.lower
    if match["place"] and last == match.end("place"):
        place = tape.chunks[last - 1].draft
        if place and place not in draft.places:
            draft.places.append(place)
    chunk = _chunk(tape, first, last, "I", draft)
    chunk.outer_start = tape.chunks[match.start("own")].start
    return match.start("own"), last, chunk


def _titled(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“NDF Director”: an unknown acronym before a post is an organization."""
    at = match.start()
    surface = tape.text[tape.chunks[at].start : tape.chunks[at].end]
    draft = lexicon.find(Kind.INSTITUTION, surface) or lexicon.named(Kind.INSTITUTION, "Organization", surface)
    return at, at + 1, _chunk(tape, at, at + 1, "I", draft, "acronym")


def _adjacent(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“OTS Council of Foreign Ministers”: a body straight after its organization."""
    own, body = tape.chunks[match.start("own")], tape.chunks[match.start("name")]
    if own.draft is None or body.draft is None or body.draft.entry is not None or body.draft.head not in _UNIT_HEADS:
        return None
    draft = body.draft.root
    draft.owner = draft.owner or own.draft.root
    lexicon.alias(draft, tape.text[own.start : body.end])
    return match.start(), match.end(), _chunk(tape, match.start(), match.end(), "I", draft)


def _of_state(tape: Tape, match: re.Match[str], lexicon: Lexicon, home: Draft | None) -> tuple[int, int, Chunk] | None:
    """“the presidential press service”: an office of the article's country."""
    what, head = tape.chunks[match.start("what")], tape.chunks[match.start("head")]
    if what.lower not in {"presidential", "parliamentary", "prime-ministerial"} or head.lower not in _UNIT_HEADS:
        return None
    name = tape.text[what.start : head.end]
    draft = lexicon.named(Kind.INSTITUTION, "GovernmentAgency", name, strength=2, owner=home)
    draft.head = head.lower
    return match.start(), match.end(), _chunk(tape, match.start(), match.end(), "I", draft)


def _office(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    first, last = match.start(), match.end()
    if tape.codes[first] == "o":
        return None
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    draft = lexicon.named(
        Kind.INSTITUTION, class_of(tape.chunks[last - 1].lower, words, "GovernmentAgency"), name, strength=2
    )
    draft.head = tape.chunks[last - 1].lower
    return first, last, _chunk(tape, first, last, "I", draft)


def _part(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    whole = tape.chunks[match.start("whole")].draft
    head = tape.chunks[match.start("name")]
    if whole is None or head.lower not in _UNIT_HEADS or head.lower in {"government", "agency", "administration"}:
        return None
    name = tape.text[head.start : tape.chunks[match.end() - 1].end]
    draft = lexicon.named(
        Kind.INSTITUTION, class_of(head.lower, words, "GovernmentAgency"), name, strength=2, owner=whole
    )
    draft.head = head.lower
    return match.start(), match.end(), _chunk(tape, match.start(), match.end(), "I", draft)


def _source(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    if tape.chunks[match.end() - 1].lower not in _NEWS_VERBS:
        return None
    first = match.start("name") + (
        tape.codes[match.start("name")] == "d" and tape.text[tape.chunks[match.start("name")].start].islower()
    )
    last = match.end("name")
    if first >= last:
        return None
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    draft = lexicon.named(Kind.INSTITUTION, "NewsOutlet", name, strength=2)
    return first, last, _chunk(tape, first, last, "I", draft)


def _apposed(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    head = tape.chunks[match.start("head")]
    first, last = match.start("name"), match.end("name")
    if tape.codes[first] == "C":
        return None
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    draft = lexicon.named(Kind.INSTITUTION, class_of(head.lower, words, "Organization"), name, strength=2)
    return first, last, _chunk(tape, first, last, "I", draft)


def _headed(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the heating utility Toplana Zenica”: a name straight after what it is."""
    head = tape.chunks[match.start("head")].lower
    first, last = match.span("name")
    if head not in _CALLED or match.start() == 0 or tape.chunks[first].lower in words.place_heads:
        return None
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    default = "DevelopmentBank" if head == "bank" else "Company"
    draft = lexicon.named(Kind.INSTITUTION, class_of(head, words, default), name, strength=2)
    draft.head = head
    return first, last, _chunk(tape, first, last, "I", draft)


def units_of_known(tapes: list[Tape], words: Vocabulary, lexicon: Lexicon) -> None:
    """“the bank's board”: bodies of institutions that a description means, once that is resolved."""
    for tape in tapes:
        tape.rewrite(UNIT, lambda t, m: _unit(t, m, words, lexicon))


def _bracketed(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    what, short = tape.chunks[match.start("what")], tape.chunks[match.start("short")]
    if what.draft is None or match["close"] != ")":
        return None
    draft, name = what.draft.root, tape.text[short.start : short.end]
    if not _abbreviates(name, draft):
        return None
    _claim(name, draft, short.draft or lexicon.find(draft.kind, name), lexicon)
    lexicon.alias(draft.root, name)
    chunk = Chunk(
        what.start,
        what.end,
        what.code,
        what.lower,
        draft.root,
        what.form,
        what.outer_start,
        tape.chunks[match.end() - 1].end,
    )
    return match.start(), match.end(), chunk


def _doubled(tape: Tape, match: re.Match[str]) -> tuple[int, int, Chunk] | None:
    """A name with its acronym straight after it, the brackets forgotten."""
    one, two = tape.chunks[match.start() : match.end()]
    if one.draft is None or two.draft is None or one.draft.root is not two.draft.root or two.form != "acronym":
        return None
    return (
        match.start(),
        match.end(),
        Chunk(one.start, one.end, "I", one.lower, one.draft, one.form, one.outer_start, two.end),
    )


def _claim(name: str, draft: Draft, namesake: Draft | None, lexicon: Lexicon) -> None:
    """What the article defines an acronym as is what it means there, whoever else is known by it."""
    if namesake is None or namesake.root is draft:
        return
    known = namesake.root
    if known.kind is draft.kind and draft.entry is None and _variant(draft, known):
        lexicon.merge(known, draft)  # a known name, spelled a little otherwise
        return
    known.names.pop(name, None)
    if not known.names and known in lexicon.drafts:
        lexicon.merge(draft, known)


def _variant(draft: Draft, known: Draft) -> bool:
    """Whether a name is a spelling of a known institution's: most words of either are the other's."""
    if known.entry is None:
        return True
    words = set(draft.name.lower().split()) - _LINKS
    others = [set(n.lower().split()) - _LINKS for n in (known.entry.name, *known.entry.aliases)]
    return any(2 * len(words & other) > 1.2 * max(len(words), len(other)) for other in others)


def _abbreviates(short: str, draft: Draft) -> bool:
    """Whether the capitals of a short form are initials of the name, in order (most of them)."""
    letters = [c.lower() for c in short if c.isupper()]
    initials = [w[0].lower() for w in re.findall(r"[^\W\d_]+", draft.name)]
    if len(letters) < 2:
        return False
    at, hits = 0, 0
    for letter in letters:
        while at < len(initials) and initials[at] != letter:
            at += 1
        if at < len(initials):
            hits, at = hits + 1, at + 1
        else:
            at = 0
    return hits * 2 > len(letters) or draft.entry is not None


def _place(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    cls = words.place_heads.get(tape.chunks[match.start("head")].lower)
    if cls is None or (match["next"] and tape.chunks[match.start("next")].lower in _NOT_OF_A_PLACE):
        return None
    first, last = match.start("name"), match.end("head")
    if match["name"] == "L" and cls == "City":
        draft = tape.chunks[first].draft
        return (first, last, _chunk(tape, first, last, "L", draft)) if draft else None
    country = tape.chunks[first].draft if match["name"] == "L" else None
    if country is not None and country.cls in {"Country", "Region"}:
        return None
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    draft = lexicon.named(Kind.PLACE, cls, name, strength=2)
    return first, last, _chunk(tape, first, last, "L", draft)
