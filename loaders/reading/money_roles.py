"""Who gives and who gets: the roles around the nucleus of an act of financing, read off its clause.

A clause is the rules' view of a sentence (``the <I1> will lend <Q5> to <L7> for the <J9> .``). The subject of a verb is
found to its left, recipients and purposes to the right of the sum, each by the preposition that governs it: the cues of
case grammar (Fillmore 1968) as far as press English needs them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft
from loaders.reading.patterns import Clause
from loaders.reading.tables import table
from loaders.reading.tape import Chunk

_ROLES: Final = table("financing")["roles"]


def _words(key: str) -> frozenset[str]:
    return frozenset(_ROLES[key])


_ENTITY: Final = re.compile(r"<([A-Z])(\d+)>")
_PREPOSITIONS: Final = _words("prepositions")
_DETERMINERS: Final = _words("determiners")
_PURPOSES: Final = _words("purposes")
_BODIES: Final = _words("bodies")
_KINDS: Final = _words("kinds")
_UNNAMED: Final = _words("unnamed")
_REQUESTS: Final = re.compile(_ROLES["requests"])
_CLAUSE_END: Final = re.compile(_ROLES["clause_end"])
_DOUBT: Final = re.compile(r"\b(?:whether|if|unless) (?:the )?$")
_NO_PURPOSE: Final = {"by", "through", "via", "from", "since", "at", "near", "along", "around"}
_TOWARDS: Final = {"to", "for", "into", "in"}
_LEGISLATURE: Final = re.compile(_ROLES["legislatures"])
_SETTLEMENTS: Final = {
    "city", "town", "municipality", "province", "region", "republic", "kingdom", "state", "county", "district",
}  # fmt: skip
_SETTLEMENT: Final = re.compile(rf"\b(?:{'|'.join(sorted(_SETTLEMENTS))}) $")
_PURPOSE: Final = re.compile(r"\b(?:to (?!the\b|an?\b)|for (?:the )?)[a-z][\w-]+ ")
"""A purpose: after it “with” tells whom a country works with, not with whom the money is agreed."""
_ASIDE: Final = re.compile(r"\b(?:addition|contrast|thanks|according|compared|next|prior|due) $")
"""Words whose “to” brings no recipient: “in addition to the EBRD's loan”."""
_GAPPED: Final = re.compile(r"(?:\band|\bwhile|,) (?:the )?$")
_NEXT: Final = re.compile(
    r" (?:(?:some|about|around|nearly|up to|another|a further|an additional|an extra|the other) )?<Q"
)
_PART_FOR: Final = re.compile(
    r" ?, (?:including|of which|among (?:them|which)|comprising|notably) (?:[\w-]+ ){0,3}?<Q\d+>"
    r"(?: [\w-]+){0,5}? (?:for|to|towards?|in|into) "
)
"""“…, including $200 million for X”: what a part of a sum is for is not what the whole is for."""
_GOVERNMENTS: Final = re.compile(r"^(?:the )?[Gg]overnments$")
_SERVES: Final = re.compile(
    r" (?:is|are|was|were|will be|goes?|will go|is to go) (?:(?:meant|intended|earmarked|reserved) )?"
    r"(?:for|to|towards?|into) "
)
_AT_ONCE: Final = 9
"""Words that may stand between a preposition and what it governs."""


@dataclass(slots=True)
class Roles:
    """The parts of an act of financing, as far as one clause names them."""

    givers: list[Draft] = field(default_factory=list[Draft])
    getters: list[Draft] = field(default_factory=list[Draft])
    """Who is lent or granted to: an institution or a country."""
    things: list[Draft] = field(default_factory=list[Draft])
    """Projects and frameworks that the money is for."""
    places: list[Draft] = field(default_factory=list[Draft])
    """Countries in which it is spent: the target where nothing narrower is."""


def unwelcome(text: str, start: int, verb: int) -> bool:
    """Whether the words between the subject at ``start`` and the verb make it a request, a condition or a refusal."""
    return _REQUESTS.search(text[start:verb]) is not None or _DOUBT.search(text[:start]) is not None


def spoken(clause: Clause, text: str) -> str:
    """The text with frameworks and quantities in the words of the article: “a loan agreement” says what it is."""

    def words(match: re.Match[str]) -> str:
        chunk = at(clause, match[2])
        return clause.tape.text[chunk.outer_start : chunk.outer_end].lower()

    return re.sub(r"<([WQ])(\d+)>", words, text)


def at(clause: Clause, number: str) -> Chunk:
    """The chunk of an entity symbol's number."""
    return clause.tape.chunks[int(number)]


def subject(clause: Clause, before: int) -> tuple[list[Draft], int]:
    """Institutions or countries that are the subject of the verb at ``before``, and where the first of them stands.

    Nothing where the subject is a person, a thing, or a noun without a name.
    """
    words = list(re.finditer(r"\S+", clause.text[:before]))
    i = len(words) - 1
    while i >= max(0, len(words) - 40):
        word = words[i][0]
        entity = _ENTITY.fullmatch(word)
        if word in ';":':
            break
        if entity is None:
            if word == "which" and words[i - 1][0] not in _PREPOSITIONS and not words[i - 1][0].endswith(":"):
                return _antecedent(clause, words, i)
            if word in _UNNAMED and not _governed(words, i):
                return [], before
            i -= 1
            continue
        if entity[1] in "IL" and _stands_free(words, i):
            return _run(clause, words, i)
        if (
            entity[1] in "PJWQE"
            and not _governed(words, i)
            and not _possessive(words, i)
            and not (entity[1] in "JW" and _object(words, i))
        ):
            return [], before
        i -= 1
    return [], before


def _antecedent(clause: Clause, words: list[re.Match[str]], i: int) -> tuple[list[Draft], int]:
    """“from KOICA, which has made …”: the name right before the relative pronoun at ``i``, whatever governs it."""
    i -= words[i - 1][0] == ","
    if i and words[i - 1][0] == ")":  # “, the lender (EBRD), which …”
        i = next((j for j in range(i - 1, max(0, i - 6), -1) if words[j][0] == "("), i)
    entity = _ENTITY.fullmatch(words[i - 1][0]) if i else None
    if entity is None or entity[1] not in "IL":
        return [], words[i].start()
    return _run(clause, words, i - 1)


def _governed(words: list[re.Match[str]], i: int) -> str:
    """The preposition that governs word ``i``, over determiners and coordination; ``""`` if there is none."""
    j = i - 1
    headed = 0
    for _ in range(8):
        if j < 0:
            return ""
        word = words[j][0]
        if word in _PREPOSITIONS:
            return word
        if word in {"and", ","} and j and re.fullmatch(r"<[IL]\d+>", words[j - 1][0]):
            if word == "," and (words[j - 1][0][:2] != words[i][0][:2] or (j > 1 and words[j - 2][0] == "and")):
                return ""  # “with the support of A and B, C …”: the comma ends the list
            j -= 2
        elif word in _DETERMINERS:
            j -= 1
        elif word in _KINDS or (headed and headed < 4 and word.isalpha()):
            headed += 1  # “extended to the operating company X”
            j -= 1
        else:
            return ""
    return ""


def _object(words: list[re.Match[str]], i: int) -> bool:
    """Whether word ``i`` is what somebody is “interested in financing”: the object of a participle."""
    before = [w[0] for w in words[max(0, i - 4) : i]]
    return any(w.endswith("ing") or w in _PURPOSES for w in before) and all(w.isalpha() for w in before[-1:])


def _possessive(words: list[re.Match[str]], i: int) -> bool:
    return i + 1 < len(words) and words[i + 1][0] in {"’s", "'s", "’", "'"}


def _stands_free(words: list[re.Match[str]], i: int) -> bool:
    """Whether a name is governed by no preposition and possesses nothing, unless it is the body that acts."""
    if _possessive(words, i):
        return any(w[0] in _BODIES for w in words[i + 2 : i + 5])
    preposition = _governed(words, i)
    if preposition == "of":
        return words[i - 2][0] in _SETTLEMENTS or any(w[0] in _BODIES for w in words[max(0, i - 5) : i])
    return not preposition


def _run(clause: Clause, words: list[re.Match[str]], i: int) -> tuple[list[Draft], int]:
    """The coordination of institutions or countries that ends at word ``i``: “A, B and C”."""
    found: list[Draft] = []
    first, joined = i, False
    while i >= 0:
        entity = _ENTITY.fullmatch(words[i][0])
        if entity is None or entity[1] not in "IL":
            break
        draft = at(clause, entity[2]).draft
        if draft is not None:
            found.insert(0, _whole(draft))
        first = i
        i -= 1
        link = set[str]()
        while i >= 0 and words[i][0] in {"and", ",", "the", "well", "as", "with", "together"}:
            link.add(words[i][0])
            i -= 1
        joined = joined or bool(link & {"and", "with"})
        if not joined or not link & {"and", ",", "with"}:
            break  # “in Armenia, the bank has …”: a comma alone joins nothing
    return list(dict.fromkeys(found)), words[first].start()


def _whole(draft: Draft) -> Draft:
    """The bank whose board acts."""
    draft, passed = draft.root, set[int]()
    while (
        draft.owner is not None
        and draft.order not in passed  # two boards that an article takes for each other's
        and draft.owner.kind is Kind.INSTITUTION
        and re.search(r"\b[Bb]oard\b", draft.name)
    ):
        passed.add(draft.order)
        draft = draft.owner.root
    return draft


def legislates(draft: Draft) -> bool:
    """Whether an institution is a parliament or one of its chambers: it consents to money, it gives none."""
    return _LEGISLATURE.search(draft.name) is not None


def whole(drafts: list[Draft]) -> list[Draft]:
    """The institutions themselves where their boards are named."""
    return list(dict.fromkeys(_whole(d) for d in drafts))


def complements(clause: Clause, first: int, last: int, roles: Roles, *, direct: bool = False) -> None:
    """Add to ``roles`` what the words ``first``–``last`` of a clause say of recipients, purposes and places.

    ``direct``: an institution or country without a preposition is the recipient too (“granted Senegal a credit line”).
    """
    text = clause.text[first:last]
    if (part := _PART_FOR.search(text)) is not None and part.start() < 160:
        text = text[: part.start()]
    end = _CLAUSE_END.search(text)
    preposition, distance, adjacent, after, governments = "", 99, False, False, False
    for word in re.finditer(r"\S+", text):
        entity = _ENTITY.fullmatch(word[0])
        if entity is None:
            if end is not None and word.start() >= end.start():
                return
            after = after and word[0] in {",", "and", "the"}
            if word[0] == "of" and governments:
                continue
            if word[0] == "of" and _SETTLEMENT.search(text[: word.start()]):
                continue  # “to the city of …”
            if word[0] == "to" and _ASIDE.search(text[: word.start()]):
                preposition, distance = "beside", 0
            elif word[0] in _PREPOSITIONS:
                preposition, distance = word[0], 0
            elif word[0] in _PURPOSES:
                preposition, distance = "on", 0
            elif not after:
                distance += word[0] not in _DETERMINERS
            continue
        if entity[1] == "I" and text[word.end() :].startswith(" of ") and _GOVERNMENTS.search(_name(clause, entity[2])):
            governments = True  # “to the Governments of A and B”
            continue
        if entity[1] == "Q" and _next_sum(text, word):
            return
        if entity[1] in "IL" and _GAPPED.search(text[: word.start()]) and _NEXT.match(text, word.end()):
            return  # “… for schools, and Oman 60 million euros”: who gets or gives the next sum
        if entity[1] in "DQ":
            preposition, distance, after = "", 99, False  # “in May, and the government …”
            continue
        adjacent, after = distance <= 1, True
        draft = at(clause, entity[2]).draft
        if draft is not None and distance <= _AT_ONCE:
            owned = text[word.end() : word.end() + 3].strip() in {"’s", "'s", "’", "'"}
            if preposition == "with" and _PURPOSE.search(text[: word.start()]):
                preposition = "beside"  # “to build a road connecting the country with X”
            _place(draft.root, entity[1], preposition, adjacent and not owned, roles, distance)
        elif draft is not None and direct and not re.match(r" (?:credit|loan|grant|financing)\b", text[word.end() :]):
            _place(draft.root, entity[1], "to", True, roles, 0)


def _next_sum(text: str, word: re.Match[str]) -> bool:
    """“$9 million for A, $4 million for B”: what the next sum is for is none of the first's, which has its own."""
    before = re.search(r"(?:,|\band) (?:also )?$", text[: word.start()])
    if before is not None and _SERVES.match(text, word.end()):
        return True
    own = before is not None and re.search(r"\b(?:for|to|towards) ", text[: before.start()])
    return bool(own) and re.match(r" (?:in loans? |in grants? )?(?:for|to|towards) ", text[word.end() :]) is not None


def _name(clause: Clause, number: str) -> str:
    draft = at(clause, number).draft
    return draft.root.name if draft is not None else ""


def _place(draft: Draft, code: str, preposition: str, adjacent: bool, roles: Roles, distance: int) -> None:
    """Put one entity into its role, by what governs it."""
    if code in "JW":
        if preposition not in _NO_PURPOSE and draft.cls not in {"Agreement", "Goals"}:
            roles.things.append(draft)
    elif code == "L" and draft.cls == "Country" and preposition not in {"from", "by"}:
        recipient = adjacent and preposition in {"to", "for", "with", "toward", "towards"}
        (roles.getters if recipient else roles.places).append(draft)
    elif code == "L" and draft.cls in {"City", "Region"} and preposition == "to" and distance <= 2:
        roles.getters.append(draft)
    elif code == "N":
        roles.places.append(draft)
    elif code == "I" and preposition in _TOWARDS and (adjacent or preposition == "to") and draft.cls != "NewsOutlet":
        roles.getters.append(draft)
