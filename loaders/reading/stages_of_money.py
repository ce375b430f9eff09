"""How far a financing has come, and by what instrument, as the words around it say (data: ``data/financing.toml``)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from loaders.facts import Span
from loaders.reading.builder import Builder
from loaders.reading.deals import Story
from loaders.reading.document import Quantity
from loaders.reading.money_roles import at, spoken
from loaders.reading.patterns import Found
from loaders.reading.tables import table
from loaders.reading.tape import Tape

_NOUN_END: Final = re.compile(
    r" (?:to|for|from|by|with|that|which|as|and an?|;|\.|on|\()(?: |$)|<"
    r"| ,(?! (?:and )?(?:grants?|loans?|technical|guarantees?|equity|credits?)\b)"
)
_JOINS: Final = re.compile(
    r"\b(?:comes? with it|comes? on top|will come on top|accompanies the|on top of (?:this|that|it))\b"
)
_WISH: Final = re.compile(
    r"\b(?:interest(?:ed)? in|readiness for|plans for|(?:is|are|was|were) considering|possibility of"
    r"|prospects (?:of|for)|talks on|intention of)(?: (?:jointly|also|the))? $"
)
_SUM_FIRST: Final = {"passive", "agentless", "lone", "nominal"}
_FORM: Final = re.compile(r"[^<>.;]{0,30}?\b(?:as|in the form of|by way of|in) ((?:an? )?(?:[\w-]+ ){0,2}\w+)\b")
"""“$50 million, also as a grant”."""
_AHEAD: Final = re.compile(
    r"\b(?:will|may|might|could|plans to|is to|are to|would|intends to|(?:hop|expect|seek|want)(?:es|s|ing)? to"
    r"|(?:is|are) (?:\w+ )?(?:negotiating|seeking|requesting|considering|discussing))\b"
)
_NOW: Final = re.compile(
    r"\b(?:adds|contributes|pays|participates|takes part|joins|covers|puts|shields|helps|supports|backs|ongoing)\b"
)
"""Present tense of who takes part in a work with money."""
_PARTICIPLE: Final = re.compile(r"^(?:provided|extended|given|offered|issued|granted|lent|loaned)$")


@cache
def _stages() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["stage"], re.compile(row["pattern"])) for row in table("financing")["stage"])


@cache
def _instruments() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["instrument"], re.compile(row["pattern"])) for row in table("financing")["instrument"])


def stage_of(verb: str) -> str | None:
    """The stage that a verb group means, lower case; the first pattern that fits decides.

    >>> stage_of("will provide"), stage_of("has provided"), stage_of("approved")
    ('planned', 'completed', 'approved')
    """
    return next((stage for stage, pattern in _stages() if pattern.search(verb)), None)


def instrument_of(words: str) -> str | None:
    """The instrument that a clause names, if it is one only.

    >>> instrument_of("a concessional loan of <Q5>"), instrument_of("help"), instrument_of("loans and grants")
    ('loan', None, None)
    """
    found: list[str] = []
    for instrument, pattern in _instruments():
        words, times = pattern.subn(" ", words)  # a credit line is no credit
        if times:
            found.append(instrument)
    return found[0] if len(found) == 1 else None


def instrument(hit: Found, quantity: Quantity | None) -> str | None:
    """What the noun group of the sum, or else the verb, names; nothing where it names two."""
    text, verb = hit.clause.text, hit.match.groupdict().get("verb") or ""
    if quantity is None:
        return instrument_of(hit.match[0]) if hit.rule.set["frame"] in {"support", "source"} else None
    if re.search(r"\bguarantee[ds]?$", verb):
        return "guarantee"
    mark = next((m for m in re.finditer(r"<Q(\d+)>", text) if at(hit.clause, m[1]).start == quantity.start), None)
    if mark is None:
        return None
    start = hit.match.end("verb") if verb and hit.match.end("verb") <= mark.start() else hit.match.start()
    if start >= mark.start() and hit.rule.set["frame"] in _SUM_FIRST:  # “a grant of … provided by”
        start = max(0, mark.start() - 40)
    form = _FORM.match(text[mark.end() :])
    if form is not None and (found := instrument_of(form[1])) is not None:
        return found
    before = re.split(r"<[^>]*>", text[min(start, mark.start()) : mark.start()])[-1]
    before = re.sub(r"\b(?:equivalent|amounting|amounts|amounted|up) to\b", "of", before)
    before = re.split(r"\b(?:to|for|with|from|is|are|was|were)\b|,", before)[-1]
    after = re.sub(r"^ \( <Q\d+> \)", "", text[mark.end() :])
    after = _NOUN_END.split(after, maxsplit=1)[0]
    found = instrument_of(f"{before} {after[:60]}")
    if found is None and not re.search(r"\b(?:loans?|grants?|credits?)\b", f"{before} {after[:60]}"):
        said_of = spoken(hit.clause, hit.match[0].replace(f"<Q{mark[1]}>", ""))
        other = re.search(r"(?:[\w-]+ ){1,3}(?:agreements?|contracts?)\b", said_of)
        found = instrument_of(other[0] if other else "")
        if found is None and re.search(r"\b(?:lend|lent|loan|borrow|guarantee)", verb):
            found = instrument_of(verb)
    if found is None and hit.rule.set["frame"] == "lone":  # “a second credit, for …”
        found = instrument_of(hit.match[0])
    return found or _of_clause(hit)


def _of_clause(hit: Found) -> str | None:
    """The one instrument that the clause names anywhere: “is to draw … after two loan contracts were concluded”."""
    if hit.clause.text.count("<Q") != 1:
        return None
    return instrument_of(re.sub(r"\b(?:lend|lent|borrow)\w*", "", spoken(hit.clause, hit.clause.text)))


def progress(hit: Found, builder: Builder, story: Story) -> tuple[str | None, Span | None]:
    """How far the act has come and when: an agreement signed next to it dates it, and so does the act that it joins."""
    reached, date = stage(hit, story), date_of(hit, builder)
    if reached is None and hit.rule.set["frame"] in {"nominal", "agentless"} and _JOINS.search(hit.clause.text):
        last = next(
            (d for d in reversed(story.deals) if d.sums and d.tapes[-1] in story.before(hit.clause.tape, 1)), None
        )
        return (last.stage, date or last.date) if last is not None else (None, date)
    if hit.rule.set["frame"] == "gapped":
        date = next((d.date for d in reversed(story.deals) if hit.clause.tape in d.tapes), date)
    return reached, date


def day_of(tape: Tape, builder: Builder) -> Span | None:
    """The one day that a sentence names, “today” included; of several dates the only day."""
    dates = [span for _, span in builder.spans(tape)]
    today = builder.document.date
    if not dates and today is not None and re.search(r"\btoday\b", tape.words(0, len(tape.chunks))):
        return Span(begin=today, end=today, precision="day", text="today")
    days = [d for d in dates if d.precision == "day"]
    return days[0] if len(days) == 1 else dates[0] if len(dates) == 1 else None


def stage(hit: Found, story: Story) -> str | None:
    """How far the act has come: by its verb, or by what the sentence or its neighbors say of an agreement."""
    verb = hit.match.groupdict().get("verb") or ""
    reached = hit.rule.set.get("stage") or stage_of(verb)
    frame = hit.rule.set["frame"]
    if frame == "active" and _WISH.search(hit.clause.text[: hit.match.start()]):
        return "planned"
    if frame == "active" and re.search(r"^(?:also |jointly |already )*(?:co-?)?(?:financed|funded)$", verb):
        return "completed"
    if frame == "passive" and re.match(r"(?:is|are) (?:borne|shouldered|met|covered|paid|put up)$", verb):
        return "ongoing"
    if frame == "passive" and hit.rule.id != "sum-which-giver-gave" and _PARTICIPLE.match(verb):
        return "planned" if _tense(hit.clause.text) == "planned" else None
    if hit.rule.set["frame"] == "source" or (
        reached is None
        and hit.rule.set["frame"] in {"support", "nominal", "agentless", "lone", "bracketed", "get", "part"}
    ):
        reached = _tense(hit.clause.text)
    if reached is None and hit.rule.id == "lending-amounted-to":
        return "completed"
    if hit.rule.id in {"share-is-sum", "money-for-thing-is-sum"}:
        return _of_share(hit)
    if hit.rule.set["frame"] == "gapped":
        return next((d.stage for d in reversed(story.deals) if hit.clause.tape in d.tapes), None)
    if hit.rule.set["frame"] == "heading":
        words = " ".join(t.words(0, len(t.chunks)) for t in story.before(hit.clause.tape, 20))
        return "approved" if "approv" in words else "signed" if "signed" in words else None
    under = r"\bunder (?:(?:an?|the|this) )?(?:[\w-]+ ){0,3}(?:agreement|contract|deal)\b"
    if reached in {"planned", "ongoing", None} and re.search(under, spoken(hit.clause, hit.clause.text)):
        return "signed"
    if reached in {"ongoing", None} and (now := _NOW.search(verb or hit.clause.text)) is not None:
        return _as_before(hit, story, now[0])
    return reached


def _of_share(hit: Found) -> str:
    """“Its share came to …”, “is …”, “will be …”."""
    if re.search(r"\b(?:was|were|came|amounted|total(?:l)?ed|stood)\b", hit.match[0]):
        return "completed"
    return "planned" if re.search(r"\bwill\b", hit.match[0]) else "ongoing"


def _as_before(hit: Found, story: Story, verb: str) -> str:
    """“The state adds $17 million of its own”: that goes on, unless what it is added to is only planned."""
    near = [hit.clause.tape, *story.before(hit.clause.tape, 1)]
    last = [d for d in story.deals if d.sums and d.tapes[-1] in near]
    added = re.match(r"(?:also )?(?:adds|contributes|puts|covers|pays)", verb) is not None
    return "planned" if added and last and last[-1].stage == "planned" else "ongoing"


def _tense(text: str) -> str | None:
    """The stage that the main verb of a clause lets one conclude."""
    if re.search(r"\b(?:board|directors|governors) (?:has |have |had )?(?:agreed|consented|said yes) to\b", text):
        return "approved"
    if re.search(r"\b(?:signed|inked|sign(?:ing|ature) of)\b", text):
        return "signed"
    if re.search(
        r"\b(?:approved|g[ai]ven?s? (?:its|the|their) (?:green light|consent|approval|blessing|nod|go-ahead))\b", text
    ):
        return "approved"
    if re.search(r"\b(?:being prepared|under (?:preparation|negotiation|discussion|consideration))\b", text):
        return "planned"
    if re.search(r"\b(?:earmarked|pledged|proposed|foreseen|envisaged|planned)\b", text):
        return "planned"
    if _AHEAD.search(text):
        return "planned"
    if re.search(r"\b(?:is|are) (?:\w+ )?(?:\w+ing|being|carried|implemented|built|financed|funded)\b", text):
        return "ongoing"
    if re.search(r"\b(?:was|were|has been|have been|came|went|opened|completed|launched|built|held)\b", text):
        return "completed"
    return None


def date_of(hit: Found, builder: Builder) -> Span | None:
    """When, if the sentence names one day or period only, or says “today”."""
    dates = builder.spans(hit.clause.tape)
    if not dates and hit.rule.set["frame"] == "sign":
        return day_of(hit.clause.tape, builder)
    return dates[0][1] if len(dates) == 1 else None
