"""Which dates near a number are the time it is for, and which tell of something else."""

from __future__ import annotations

import re
from typing import Final

from loaders.reading.document import Document, Quantity, When

_AWAY: Final = re.compile(
    r"\b(?:compared (?:with|to)|than|against|versus|(?:same|corresponding) period (?:of|in)"
    r"|up from|down from|from) (?:in )?$"
    r"|\b(?:up|down|more|less|higher|lower|rise|increase|growth|gain|fall|drop|decline)\b[^,;.]{0,24} (?:on|over) $",
    re.IGNORECASE,
)
_ACT: Final = re.compile(r"\b(?:approved|signed|agreed|announced|concluded|ratified|adopted)\b[^,;]*$", re.IGNORECASE)
HAS_SINCE: Final = re.compile(r",? and (?:has|have) since\b|,? (?:has|have) since\b")
_ASIDE: Final = re.compile(
    r", (?:approved|signed|launched|adopted|established|opened|founded|built|completed|commissioned|created|inaugurated"
    r"|ratified|concluded|closed|begun|started|finished|ended)(?: \w+){0,4}?(?: (?:in|on|by))? $",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(r"\b(?:and|while|but|whereas),? (?:in |by )?$", re.IGNORECASE)
_OTHER: Final = re.compile(
    r", (?:and|but|while) [^;]*\b(?:is|are|was|were|will|has|have|rose|fell|dropped|grew)\b[^;]*\d|"
    r"\d[^;]*\b(?:and|but) (?:has|have|had|will|is|was|are|were|it|they)\b"
    r"|\b(?:and|but) (?:has|have|had|will|is|was|are|were|it|they)\b[^;]*\d"
    r"|\b(?:that|which|who) (?:will|would|is|was|has)\b[^;]*\d"
)
"""A clause with a number of its own lies between."""
_FRONTED: Final = re.compile(
    r"\W*(?:present|active|founded|established|launched|set up|created|signed|approved|adopted|opened|built|a member"
    r"|in place|operating|working|in operation|in office|in force|begun|started|known|ratified|completed)"
    r"\b[^,;]{0,80}$",
    re.IGNORECASE,
)
"""“Present in Malta since 1998, the bank …”: since then it is there."""
_SECOND: Final = re.compile(
    r"\band (?:now |currently |today |also |still )?(?:holds|owns|accounts|employs|runs|serves|covers|has(?! since)"
    r"|operates|produces|counts|boasts|comprises|includes|contains|remains|ranks|generates|supplies|wants|plans"
    r"|carries|bears)\b"
)
"""“Joined in 1987 and holds 4.2 percent”: the year is that of the first verb."""
_FRAMED: Final = re.compile(
    r", [^,;]{0,60}\b(?:said|noted|added|recalled|stressed|stated|explained|announced)\b[^,;]{0,40}, \w+ing\b"
)
_UNTIL: Final = re.compile(
    r"\b(?:to (?:complete|finish|run|last|operate)|expir\w+|due|runs?|lasts?|continues?|lasting|running)\b[^,;]{0,50}$",
    re.IGNORECASE,
)
"""“Needed to complete it by the end of 2031”: when the work will be done."""
_STOOD: Final = re.compile(
    r"\b(?:stood|stands|amounted|amounts|reached|totall?ed|came to|fell|rose|grew|climbed|hit|exceeded|made up"
    r"|accounted|was at|were at)\b",
    re.IGNORECASE,
)
"""What a sum of one month does: it stands at so much, it does not get lent."""
_GIVEN: Final = re.compile(
    r"\b(?:loans?|credits?|grants?|lend\w*|lent|provid\w+|allocat\w+|commit\w*|approv\w+|clear\w*|sign\w*|extend\w*"
    r"|pledg\w+|granted|financing|tranche|contribut\w+|invest\w*|secur\w+|agreement|credit line|disburs\w+)\b",
    re.IGNORECASE,
)
_WAS: Final = re.compile(r"\b(?:was|were|is|are|at|to) (?:about |some |around |nearly |almost )?$")
_SIZE: Final = re.compile(r"\d-[a-zA-Z]")
_APPOSED: Final = re.compile(r", (?:an?|the|its) [^,;]{0,60}$")
_MAIN_VERB: Final = re.compile(
    r", (?:has|have|is|are|was|were|will|had|joined|signed|opened|became|borrowed|received)\b"
)
"""“Malta, a country of 400,000 people, has been a member since 2004”."""
_NEW_SUBJECT: Final = re.compile(
    r", (?:it|they|he|she) (?:will|would|is|are|was|were|has|have|had|can|may|plans?|wants?)\b"
)
"""“With a grant of $6 million, it will renovate clinics by 2028”."""
_RESULT: Final = re.compile(r", \w+ing\b")
"""“By 2024, linking eight councils”."""
_SINCE_BEFORE: Final = re.compile(r"\bsince $", re.IGNORECASE)
_LASTING: Final = re.compile(r"\b(?:will|would|to|may|must|shall|can|could) $")
"""“Will last 30 months” is no time past."""
_PAST_YEARS: Final = re.compile(r"\b(?:past|last|previous|coming|next) (?:\S+ )?(?:decades?|years)\b", re.IGNORECASE)
"""How long, rather than when."""
_FLOWS: Final = re.compile(
    r"\b(?:invest(?:ed|s|ing)?|lent|lend(?:s|ing)?|spen[dt]\w*|provid\w+|disburs\w+|received|financed|allocat\w+"
    r"|donated|granted|built|created|trained|planted|connected)\b",
    re.IGNORECASE,
)
_LEVEL: Final = re.compile(r"\b(?:needs?|portfolio|stands?|stood|balance|debt|estimated)\b", re.IGNORECASE)
_RELATIVE: Final = re.compile(r", (?:which|who) [^,;]{0,90}$")
_RELATIVE_BEGINS: Final = re.compile(r", (?:which|who) ")
_ONCE: Final = re.compile(r"\W*(?:once|when|after|as soon as|upon)\b[^,;]{8,90}$", re.IGNORECASE)
"""“Once it is completed in 2027, …”: the year is that of the completion."""
_DEADLINE: Final = re.compile(
    r"\b(?:will|would|could|shall|plans? to|aims? to|intends? to) (?:\w+ )?(?:invest|replace|install|build|construct"
    r"|lay|lend|provide|train|plant|repair|rehabilitate|renovate|pave|purchase|buy|supply|equip|upgrade|reach)\b",
    re.IGNORECASE,
)
_WILL_BE: Final = re.compile(
    r"[^;:.]{0,60}? (?:will|are to|is to|would|should) be (?:\w+ ){0,2}\w+(?:ed|ilt|aid|ung) $"
)
"""“300 km will be repaired by 2027”: when the work must be done, again."""
_BY_THEN: Final = re.compile(r"\W*by\b[^;]*?\b(?:is to|are to|will|plans? to|aims? to|intends? to)\b", re.IGNORECASE)
"""“Will install 900 meters by 2029”: when the work must be done."""
_AS_OF: Final = re.compile(r"\b(?:as of|as at|by|at the end of|as on) $", re.IGNORECASE)
WEATHER_UNITS: Final = frozenset({"°C", "mps", "m/s", "km/h"})
"""Units of what lasts a day, so that the day of an event nearby is its time."""
BY: Final = re.compile(r"\b(?:by|until|till)\b", re.IGNORECASE)


def counts(document: Document, w: When, q: Quantity) -> bool:
    """Whether the date or period ``w`` can be the time of ``q``."""
    since = _SINCE_BEFORE.search(document.text, max(0, w.start - 7), w.start) is not None
    if w.span is None or (w.role == "modifier" and not since) or (w.start < q.end and q.start < w.end):
        return False
    text = document.text
    if (_PAST_YEARS.search(text, w.start, w.end) and not _over_years(document, w, q)) or _in_relative(document, w, q):
        return False
    if w.end < q.start and _once(document, w, q):
        return False
    if q.end < w.start and q.family in {"measure", "count", "money"} and _deadline(document, w, q):
        return False
    if _LASTING.search(text, max(0, w.start - 8), w.start) and text.startswith("last", w.start):
        return False
    if _AWAY.search(text, max(0, w.start - 30), w.start) or _ASIDE.search(text, max(0, w.start - 80), w.start):
        return False
    apart = _OTHER.search(text, min(q.end, w.end), max(q.start, w.start)) is not None
    if apart and not HAS_SINCE.match(text, w.end, w.end + 60):
        return False
    if q.end < w.start and _NEXT.search(text, max(q.end, w.start - 12), w.start):
        return False
    if _elsewhere(document, w, q):
        return False
    if q.family == "money" and w.span.precision == "month" and _of_act(document, w, q):
        return False
    if w.role == "period" or w.span.precision != "day" or q.unit in WEATHER_UNITS:
        return True
    return _AS_OF.search(text, max(0, w.start - 16), w.start) is not None


def _over_years(document: Document, w: When, q: Quantity) -> bool:
    """Whether a number comes about over years: what is lent or grows, not what is needed or stands at so much."""
    s = document.sentence_at(q.start)
    near = document.text[max(s.dateline, q.start - 90) : min(s.end, q.end + 60)]
    if "decade" in document.text[w.start : w.end]:
        return False
    return q.family == "times" or (_FLOWS.search(near) is not None and _LEVEL.search(near) is None)


def _of_act(document: Document, w: When, q: Quantity) -> bool:
    """Whether the month is that in which the sum was given or signed for, not one in which it stood so high."""
    text = document.text
    if _ACT.search(text, max(0, w.start - 80), w.start):
        return True
    if _AS_OF.search(text, max(0, w.start - 16), w.start) or BY.match(text, w.start):
        return False
    s = document.sentence_at(q.start)
    if _WAS.search(text, max(s.dateline, q.start - 12), q.start):
        return False
    near = text[max(s.dateline, min(w.start, q.start) - 20) : max(w.end, q.end)]
    return _STOOD.search(near) is None


def _elsewhere(document: Document, w: When, q: Quantity) -> bool:
    """Whether the date stands in a phrase of its own: at the head of the sentence, with another verb, in brackets."""
    text = document.text
    s = document.sentence_at(q.start)
    if q.end <= w.start and q.family == "measure" and _SIZE.search(text, q.core, q.end):  # “the 64-kilometer section”
        return True
    if q.end <= w.start and _APPOSED.search(text, max(s.dateline, q.start - 80), q.start):
        return _MAIN_VERB.search(text, q.end, w.start) is not None
    if q.end <= w.start and _NEW_SUBJECT.search(text, q.end, w.start):
        return True
    if q.end <= w.start:
        return _UNTIL.search(text, max(q.end, w.start - 80), w.start) is not None
    if q.family == "measure" and _SIZE.search(text, q.core, q.end):  # “the 64-kilometer section”
        return True
    if BY.search(text, max(0, w.start - 6), w.end) and _RESULT.match(text, w.end, q.start):
        return True
    if q.family in {"count", "measure"} and _BY_THEN.match(text, s.dateline, q.start):
        return True
    if text[w.end : w.end + 1] == "," and _FRONTED.fullmatch(text, s.dateline, w.start):
        return True
    between = text[w.end : q.start]
    return _SECOND.search(between) is not None or _FRAMED.search(between) is not None


def _once(document: Document, w: When, q: Quantity) -> bool:
    """Whether the date stands in a clause that opens the sentence and tells of another time."""
    s = document.sentence_at(q.start)
    text = document.text
    return text[w.end : w.end + 1] == "," and _ONCE.fullmatch(text, s.dateline, w.start) is not None


def _deadline(document: Document, w: When, q: Quantity) -> bool:
    """Whether the date tells until when something will have been done."""
    text = document.text
    by = text.startswith(("by ", "until "), w.start) or BY.search(text, max(0, w.start - 18), w.start)
    active = _DEADLINE.search(text, max(0, q.start - 120), q.start)
    start = w.start if text.startswith(("by ", "until "), w.start) else max(q.end, w.start - len("by "))
    passive = q.family != "money" and _WILL_BE.match(text, q.end, start)
    return bool(by) and bool(active or passive)


def _in_relative(document: Document, w: When, q: Quantity) -> bool:
    """“AIIB, which began in 2016, has approved 190 projects”: the year of a relative clause is not the number's."""
    text = document.text
    if w.end <= q.start:
        left = _RELATIVE.search(text, max(0, w.start - 100), w.start)
        return left is not None and text[w.end : w.end + 1] == ","
    return _RELATIVE_BEGINS.search(text, q.end, w.start) is not None
