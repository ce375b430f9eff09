"""Names of institutions and places, from the surest evidence to the weaker; what is proved goes to the lexicon."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from loaders.facts import Kind
from loaders.reading.acronyms import bracketed, defined, known_acronyms
from loaders.reading.bodies import units
from loaders.reading.company_phrases import company_phrases
from loaders.reading.country_evidence import surnames
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.institution_classes import chunk_of, class_of, owner_of
from loaders.reading.name_bounds import bounds
from loaders.reading.state_bodies import state_bodies
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary

_COORDINATED: Final = r"(?:(?:,[cCMGRV]+)*,?a[cCMAGRV]+(?![cC]*T))?"
_OWNED: Final = r"(?P<owned>od?(?:I|L)|(?<=[RMGc])fd?L(?:(?:,L)*,?aL)?(?=[,.n]|$))?"
HEAD_FIRST: Final = re.compile(
    rf"(?<![cMNGRV-])(?<![cM]a)(?P<own>(?:[LI]s|N))?(?P<name>k(?:[ofu]d?(?:T|[cCMAGRVNk]+{_COORDINATED}))){_OWNED}"
)
HEAD_LAST: Final = re.compile(
    rf"(?P<own>(?:[LI]s|N))?(?P<name>(?:[cMALNGRV](?:-?[cMCALNGRV]|k(?=[cMk])|a[cMNC]|o(?=[cM])|s(?=k))*)k(?:[ofu]d?[cMCAGRV]+{_COORDINATED})?){_OWNED}"
)
TITLED: Final = re.compile(r"(?<![cCMkA-])(?P<name>A)(?=T)")
PLACE_HEAD: Final = re.compile(r"(?P<name>(?:c|L)(?:-?(?:c|L))*?)(?P<head>x|c(?![cMkGRVA]))(?P<next>x?)")
SOURCE: Final = re.compile(r"(?<=[,\"P])(?P<name>d?(?:[cACMV]+|U))x(?=[.,;uwnDFb]|xI|xd[Im]|xD|$)")
APPOSED: Final = re.compile(
    r"(?P<name>[cL]?c(?:i{0,2}[cMRL]){0,5}),d(?:[xycM]|Ns?|Ls){0,3}(?P<head>[km])(?=[,.oxdnhwb]|$)"
)
_NOT_OF_A_PLACE: Final = {"heating", "hospital", "court", "cooling", "level", "authorities", "council"}
_NEWS_VERBS: Final = {"reports", "reported", "informs", "writes", "informed", "wrote"}


def institutions(tapes: list[Tape], words: Vocabulary, lexicon: Lexicon, home: Draft | None) -> None:
    """Collapse names of institutions that their head nouns and what stands around them prove."""
    speakers = _speakers(tapes, words)
    for tape in tapes:
        known_acronyms(tape, lexicon)
        defined(tape, words, lexicon)
        tape.rewrite(HEAD_FIRST, lambda t, m: _institution(t, m, words, lexicon, speakers))
        tape.rewrite(HEAD_LAST, lambda t, m: _institution(t, m, words, lexicon, speakers))
        state_bodies(tape, words, lexicon, home)
        bracketed(tape, lexicon)
        tape.rewrite(TITLED, lambda t, m: _titled(t, m, lexicon))
        units(tape, words, lexicon, home)
        tape.rewrite(SOURCE, lambda t, m: _source(t, m, lexicon))
        tape.rewrite(APPOSED, lambda t, m: _apposed(t, m, words, lexicon))
        company_phrases(tape, words, lexicon)


def places(tapes: list[Tape], words: Vocabulary, lexicon: Lexicon) -> None:
    """Collapse names of places made by a head: “Akmola region”, “Syr Darya river”."""
    for tape in tapes:
        tape.rewrite(PLACE_HEAD, lambda t, m: _place(t, m, words, lexicon))


def _speakers(tapes: list[Tape], words: Vocabulary) -> set[str]:
    """Surnames of which the article tells what only persons do (“Holt emphasized”), lower case."""
    families = surnames(tapes)
    return {
        one.lower
        for tape in tapes
        for one, verb in pairwise(tape.chunks)
        if one.code == "c" and verb.lower in words.speech and one.lower in families
    }


def _institution(
    tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon, speakers: set[str]
) -> tuple[int, int, Chunk] | None:
    if tape.codes[match.start("name")] == "C" and match.start("name") == 0:
        return None
    first, last, owned, joint = bounds(tape, match)
    if tape.codes[first : first + 2] == "ca" and tape.chunks[first].lower in speakers and last - first > 2:
        first += 2  # “Holt and Amber Development Bank President Lane”
    if tape.codes[first:last] == "k" or tape.codes[match.end() : match.end() + 1] in set("RGVck"):
        return None  # “the Ulaanbaatar Heating Network Project” is no network
    short = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    full = tape.text[tape.chunks[first].start : tape.chunks[owned - 1].end]
    owner = owner_of(tape, match, "own", "owned") if not joint else None
    cls = class_of(short, words, "Organization")
    if "." in tape.chunks[last - 1].lower:
        cls = "Company"  # “S.A.E.”, “S.p.A.”: a legal form
    if cls == "Organization" and (_public(short, owner) or (owner is None and short.endswith(" Division"))):
        cls = "GovernmentAgency"
    if cls in {"Organization", "GovernmentAgency"} and _worldwide(short) and (owner is None or owner.cls != "Country"):
        cls = "InternationalOrganization"
    if cls == "Company" and _worldwide(short) and short.endswith(" Bank"):
        cls = "DevelopmentBank"
    if cls == "InternationalOrganization" and _of_one_country(tape, first):
        cls = "GovernmentAgency"
    draft = lexicon.named(Kind.INSTITUTION, cls, short, strength=2, owner=owner)
    draft.head = tape.chunks[first].lower if tape.codes[first] == "k" else tape.chunks[last - 1].lower
    if full != short:
        lexicon.alias(draft, full)
    chunk = chunk_of(tape, first, owned, "I", draft)
    if match["own"]:
        chunk.outer_start = tape.chunks[match.start("own")].start
        return match.start("own"), owned, chunk
    return first, owned, chunk


def _public(name: str, owner: Draft | None) -> bool:
    """A committee or board of a country, or a national one, is an agency of the state."""
    words = set(name.lower().split())
    national = bool(words & {"national", "state"}) or (owner is not None and owner.cls == "Country")
    return national and bool(words & {"committee", "commission", "board", "council", "bureau", "center", "centre"})


def _of_one_country(tape: Tape, first: int) -> bool:
    """“the Lohmar Road Fund”: a name that begins with a country's."""
    draft = tape.chunks[first].draft
    return draft is not None and draft.root.cls == "Country"


def _worldwide(name: str) -> bool:
    """“World …”, “United …”, “Pan-African …”: an organization of many states."""
    words = name.lower().split()
    return words[0] in {"world", "united", "multilateral", "inter-american"} or (
        words[0].startswith("pan-") and len(words) > 1
    )


def _titled(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“NDF Director”: an unknown acronym before a post is an organization."""
    at = match.start()
    surface = tape.text[tape.chunks[at].start : tape.chunks[at].end]
    draft = lexicon.find(Kind.INSTITUTION, surface) or lexicon.named(Kind.INSTITUTION, "Organization", surface)
    return at, at + 1, chunk_of(tape, at, at + 1, "I", draft, "acronym")


def _source(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    if tape.chunks[match.end() - 1].lower not in _NEWS_VERBS:
        return None
    first = match.start("name") + (
        tape.codes[match.start("name")] == "d" and tape.text[tape.chunks[match.start("name")].start].islower()
    )
    last = match.end("name")
    if first >= last or tape.codes[first:last] == "C":
        return None
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    draft = lexicon.named(Kind.INSTITUTION, "NewsOutlet", name, strength=2)
    return first, last, chunk_of(tape, first, last, "I", draft)


def _apposed(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    head = tape.chunks[match.start("head")]
    first, last = match.start("name"), match.end("name")
    if tape.codes[first] == "C" or (first and tape.codes[first - 1] in "TH"):
        return None
    if (
        match.start("head") - last == 2
        and tape.codes[match.end() : match.end() + 1] not in {",", "."}
        and tape.chunks[last + 1].lower == "the"
    ):
        return None  # “According to Winther, the bank has …”
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    draft = lexicon.named(Kind.INSTITUTION, class_of(head.lower, words, "Organization"), name, strength=2)
    return first, last, chunk_of(tape, first, last, "I", draft)


def _place(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    head = match.start("head")
    while tape.codes[head] in "cL" and head + 1 < len(tape.chunks) and tape.chunks[head].lower not in words.place_heads:
        head += 1  # “Upper Lesvana province”
    cls = words.place_heads.get(tape.chunks[head].lower) if tape.codes[head] in "xc" else None
    if cls is None or (match["next"] and tape.chunks[match.start("next")].lower in _NOT_OF_A_PLACE):
        return None
    first, last = match.start("name"), head + 1
    if match["name"] == "L" and cls == "City":
        draft = tape.chunks[first].draft
        return (first, last, chunk_of(tape, first, last, "L", draft)) if draft else None
    country = tape.chunks[first].draft if match["name"] == "L" else None
    if country is not None and country.cls in {"Country", "Region"}:
        return None
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    draft = lexicon.named(Kind.PLACE, cls, name, strength=2)
    return first, last, chunk_of(tape, first, last, "L", draft)
