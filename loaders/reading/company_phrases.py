"""Companies, banks and outlets that a phrase gives away: “the consultancy A & B”, “state-owned X”, “owned by X (35%)”.

Runs after the names with known heads; what is found here is proved for the whole article.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Lexicon
from loaders.reading.institution_classes import class_of
from loaders.reading.naming import words_of
from loaders.reading.tables import table
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary

_NAME: Final = r"(?:A|[cLN]?c)(?:-?[cMALi]|a(?=c[,.x])){0,4}"
CALLED: Final = re.compile(rf"(?P<head>[mx])(?P<name>{_NAME})(?=[,.;()xtfwonuDbahFs]|$)")
KEPT: Final = re.compile(r"(?P<owned>[cx])(?P<name>c[cMAi]{0,4})(?=[,.;()xtfwonuDba]|$)")
FOREIGN: Final = re.compile(r"(?P<name>c(?:i{0,3}[cLM]){1,5})(?=[,.;()xtfwonuDbasd\"TIhF]|$)")
SHARED: Final = re.compile(r"(?:(?<=b)|(?<=,)|(?<=a)|(?<=xx))(?P<name>[cL]?c[cMA]{0,4})(?:oL)?\(Q\)")
LISTED: Final = re.compile(rf"(?P<head>[xm]),(?P<names>{_NAME}(?:,{_NAME})*a{_NAME})(?=[,.;]|$)")
LED: Final = re.compile(rf"(?P<post>T)od?(?P<name>{_NAME})(?=[,.;xaunDw]|$)")
CHOSEN: Final = re.compile(rf"(?P<how>xt?)(?P<name>{_NAME})(?=[,.;xafwun]|$)")
ASKED: Final = re.compile(r"(?P<how>x)(?P<name>d?c{1,3})nd?(?P<what>[xv])")
OUTLET: Final = re.compile(r"(?<=[,\"])(?P<name>d[cL]{1,3})(?P<verb>x)(?=\.|$|x?D|,|un)")
_DATA: Final = table("institutions")
_KINDS: Final[dict[str, str]] = {word: cls for cls, words in _DATA["called"].items() for word in words}
_MANY, _OWNED, _BANKS, _FIRMS, _PUBLIC, _PAPERS, _TELLS = (
    frozenset[str](_DATA["words"][name]) for name in ("many", "owned", "banks", "firms", "public", "papers", "tells")
)

_HIRES: Final = {
    "selected",
    "hired",
    "contracted",
    "commissioned",
    "picked",
    "chose",
    "awarded to",
    "went to",
    "won by",
}
_CONTRACTS: Final = re.compile(r"\b(?:contract|contractor|tender|bid|works|construction|consultant|supplier)\b")
_CHIEFS: Final = re.compile(r"\b(?:ceo|cfo|chief executive(?: officer)?|general manager|board chairman)$")


def company_phrases(tape: Tape, words: Vocabulary, lexicon: Lexicon) -> None:
    """Collapse the institutions of one sentence that a phrase of these kinds proves."""
    if "c" not in tape.codes and "A" not in tape.codes:
        return
    tape.rewrite(CALLED, lambda t, m: _called(t, m, words, lexicon))
    tape.rewrite(KEPT, lambda t, m: _kept(t, m, lexicon))
    tape.rewrite(FOREIGN, lambda t, m: _foreign(t, m, lexicon))
    tape.rewrite(LED, lambda t, m: _led(t, m, lexicon))
    tape.rewrite(CHOSEN, lambda t, m: _chosen(t, m, lexicon))
    tape.rewrite(ASKED, lambda t, m: _asked(t, m, lexicon))
    tape.rewrite(OUTLET, lambda t, m: _outlet(t, m, lexicon))
    if "(Q)" in tape.codes:
        tape.rewrite(SHARED, lambda t, m: _shared(t, m, lexicon))
    _listed(tape, lexicon)


def _called(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the heating utility Toplana Zenica”, “the news agency VIST”: a name straight after what it is."""
    head = tape.chunks[match.start("head")].lower
    first, last = match.span("name")
    if head not in _KINDS or match.start() == 0 or tape.chunks[first].lower in words.place_heads:
        return None
    if "a" in match["name"] and tape.text[tape.chunks[first + match["name"].index("a")].start] != "&":
        last = first + match["name"].index("a")
    cls = "DevelopmentBank" if head == "bank" else class_of(head, words, _KINDS[head])
    draft = lexicon.named(Kind.INSTITUTION, cls, words_of(tape, first, last), strength=2)
    draft.head = draft.head or head
    return first, last, _chunk(tape, first, last, lexicon)


def _kept(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“State-owned Puertos Unidos is to carry out …”."""
    if tape.chunks[match.start("owned")].lower not in _OWNED:
        return None
    return _company(tape, match, "Company", lexicon)


def _foreign(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Banque du Cap”, “Aguas de la Bahía”: a head in French, Spanish or Portuguese first."""
    head = tape.chunks[match.start("name")].lower
    public = head in _PUBLIC and "i" in match["name"]
    cls = "Company" if head in _BANKS | _FIRMS else "GovernmentAgency" if public else ""
    return _company(tape, match, cls, lexicon) if cls else None


def _led(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Chief Executive Officer of Sorrento Rail”: posts that only companies have."""
    if not _CHIEFS.search(tape.chunks[match.start("post")].lower) or match["name"][0] == "L":
        return None
    return _company(tape, match, "Company", lexicon)


def _chosen(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“As contractor, the ministry selected Takemori-Bryce Construction”: who is hired or awarded a contract."""
    before = tape.words(0, match.start())
    how = tape.words(*match.span("how"))
    if how not in _HIRES or not _CONTRACTS.search(before + " " + tape.words(match.end(), len(tape.chunks))):
        return None
    return _company(tape, match, "Company", lexicon)


def _asked(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“has told CivilNet in an interview”."""
    if tape.chunks[match.start("how")].lower != "told" or tape.chunks[match.start("what")].lower != "interview":
        return None
    first, last = match.start("name") + (match["name"][0] == "d"), match.end("name")
    lexicon.named(Kind.INSTITUTION, "NewsOutlet", words_of(tape, first, last), strength=2)
    return first, last, _chunk(tape, first, last, lexicon)


def _shared(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“owned by Engie of France (35 percent), Orascom Construction (25 percent) …”."""
    share = tape.chunks[match.end() - 2].lower
    if "%" not in share and "per" not in share:
        return None
    return _company(tape, match, "Company", lexicon)


def _outlet(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“…, the Fiji Sun notes.”"""
    first, last = match.start("name") + 1, match.end("name")
    if tape.chunks[match.start("verb")].lower not in _TELLS or tape.chunks[last - 1].lower not in _PAPERS:
        return None
    lexicon.named(Kind.INSTITUTION, "NewsOutlet", words_of(tape, first, last), strength=2)
    return first, last, _chunk(tape, first, last, lexicon)


def _listed(tape: Tape, lexicon: Lexicon) -> None:
    """“two Japanese groups, Toyota Tsusho and Eurus Energy, …”: each a company."""
    for match in [*LISTED.finditer(tape.codes)][::-1]:
        if tape.chunks[match.start("head")].lower not in _MANY:
            continue
        base = match.start("names")
        for item in [*re.finditer(r"[cALMi-]+", match["names"])][::-1]:
            first, last = base + item.start(), base + item.end()
            if tape.chunks[first].draft is None:
                lexicon.named(Kind.INSTITUTION, "Company", words_of(tape, first, last), strength=2)
                tape.chunks[first:last] = [_chunk(tape, first, last, lexicon)]
        tape.recode()


def _company(tape: Tape, match: re.Match[str], cls: str, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    first, last = match.span("name")
    if lexicon.find(Kind.PLACE, words_of(tape, first, last)) is not None:
        return None
    lexicon.named(Kind.INSTITUTION, cls, words_of(tape, first, last), strength=2)
    return first, last, _chunk(tape, first, last, lexicon)


def _chunk(tape: Tape, first: int, last: int, lexicon: Lexicon) -> Chunk:
    """The chunk of a name that the lexicon has."""
    name = words_of(tape, first, last)
    start, end = tape.chunks[first].start, tape.chunks[last - 1].end
    return Chunk(start, end, "I", name.lower(), lexicon.find(Kind.INSTITUTION, name))
