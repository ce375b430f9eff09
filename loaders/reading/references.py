"""References that are no names: known names again, titles alone, “the bank”, “the new framework”, “he”.

The sieve order is that of Kameyama (1997) and Lee et al. (2011): names and acronyms first, then definite descriptions
of a closed list of heads, pronouns last; an expression that cannot be resolved surely stays unresolved.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.agreements import FRAMEWORK, framework
from loaders.reading.antecedents import definite, recent
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.earlier_frameworks import FOR_COUNTRY, OF_YEAR, ONE_FOR, for_country, of_year, one_for
from loaders.reading.first_mentions import counted
from loaders.reading.known_names import known_names, same_initials, surnames
from loaders.reading.pronouns import it, pronouns
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary
from loaders.reading.work_references import WORK, work

_WINDOW: Final = 5
"""Sentences that a definite description looks back."""
_FAR: Final = 40
"""Sentences that “the bank” looks back where the article names one bank only."""
TITLE: Final = re.compile(r"d?(?:N|Ls|Is?)?(?P<title>T)(?:od?(?P<of>[IL]))?(?!o)")
HEAD: Final = re.compile(r"d?(?P<title>T)od?(?P<of>I)(?!o)")
_HEADS: Final = {"head", "chief", "boss", "leader"}
_TOP: Final = re.compile(
    r"^(?:executive )?(?:president|director[- ]general|governor|chair\w*|ceo|chief executive.*|head|managing director)$"
)
_HEAD_OF: Final = re.compile(r"dTo[a-z](?!I)")
_HEADS_OF: Final = {
    "head of government": frozenset({"prime minister", "premier", "chancellor", "chief minister"}),
    "head of state": frozenset({"president", "king", "emir", "sultan", "queen"}),
}
BANK: Final = re.compile(r"(?P<head>[mk])(?!o)")
EVENT: Final = re.compile(r"dx?(?P<head>[vx])(?!o)")
NATION: Final = re.compile(r"(?P<det>d)(?P<which>[xNc])(?P<what>x)(?![on])")
_NATIONS: Final = {"country", "nation", "republic", "kingdom", "archipelago"}
_SORTS_OF_COUNTRIES: Final = {"landlocked", "island", "mountain", "mountainous", "oil-rich", "land-locked", "atoll"}
_BANKS: Final = {"bank", "lender"}
_APPOSED: Final = re.compile(r"(?P<before>m)I|I,d[xN]{0,3}(?P<after>m)")
"""“the heating utility Toplana”, “Huaxin, a Chinese contractor”: what an institution is called later."""
_ASSEMBLY: Final = re.compile(r"V(?:od?Ik?(?:,?ad?I)*)?")
_ASSEMBLIES: Final = {"annual meetings", "spring meetings", "annual meeting", "general assembly"}
_SAME_HEAD: Final = {
    "ministry",
    "agency",
    "fund",
    "organization",
    "organisation",
    "company",
    "corporation",
    "commission",
    "committee",
    "council",
    "association",
    "institute",
    "center",
    "centre",
    "university",
    "foundation",
    "group",
    "union",
    "board",
    "board of directors",
    "board of executive directors",
}
_GATHERINGS: Final = {"meeting", "meetings", "session", "talks", "negotiations", "consultations", "week", "dialogue"}
"""Heads of events that the words “the meeting” mean too seldom."""


def references(tapes: list[Tape], words: Vocabulary, lexicon: Lexicon) -> None:
    """Resolve what is sure, stage by stage, over the whole article."""
    same_initials(lexicon)
    known_names(tapes, lexicon)
    surnames(lexicon)
    called = _called(tapes)
    for tape in tapes:
        tape.rewrite(_ASSEMBLY, lambda t, m: _assembly(t, m, lexicon))
        tape.rewrite(_HEAD_OF, lambda t, m: _head_of(t, m, lexicon))
        tape.rewrite(TITLE, lambda t, m: _title(t, m, lexicon))
    for index, tape in enumerate(tapes):
        counted(tape, lexicon)
        tape.rewrite(BANK, lambda t, m, c=tapes[:index]: _institution(t, m, c, called))  # type: ignore[misc]
        tape.rewrite(FOR_COUNTRY, lambda t, m, c=tapes[:index]: for_country(t, m, c, lexicon))  # type: ignore[misc]
        tape.rewrite(OF_YEAR, lambda t, m, c=tapes[:index]: of_year(t, m, c, lexicon))  # type: ignore[misc]
        tape.rewrite(FRAMEWORK, lambda t, m, c=tapes[:index]: framework(t, m, c, lexicon))  # type: ignore[misc]
        tape.rewrite(ONE_FOR, lambda t, m, c=tapes[:index]: one_for(t, m, c, lexicon))  # type: ignore[misc]
        tape.rewrite(WORK, lambda t, m, c=tapes[:index]: work(t, m, c))  # type: ignore[misc]
        tape.rewrite(EVENT, lambda t, m, c=tapes[:index]: _event(t, m, c))  # type: ignore[misc]
        tape.rewrite(HEAD, lambda t, m: _head(t, m, lexicon))
        if index:
            it(tape, tapes[index - 1], tapes[max(0, index - 4) : index])
    pronouns(tapes)


def _assembly(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the Spring Meetings of the IMF and the World Bank Group”: a gathering named after those who hold it."""
    if tape.chunks[match.start()].lower not in _ASSEMBLIES:
        return None
    start, end = tape.chunks[match.start()].start, tape.chunks[match.end() - 1].end
    name = " ".join(tape.text[start:end].split())
    draft = lexicon.find(Kind.EVENT, name) or lexicon.named(Kind.EVENT, "Meeting", name, strength=2)
    draft.head = tape.chunks[match.start()].lower
    chunk = Chunk(start, end, "E", name.lower(), draft.root)
    return match.start(), match.end(), chunk


def _called(tapes: list[Tape]) -> dict[str, Draft]:
    """Common nouns that the article puts beside an institution's name, each with the institution it is said of."""
    found: dict[str, Draft] = {}
    for tape in tapes:
        for match in _APPOSED.finditer(tape.codes):
            noun = tape.chunks[match.start("before") if match["before"] else match.start("after")].lower
            draft = next(c.draft for c in tape.chunks[match.start() : match.end()] if c.code == "I")
            if draft is not None:
                found.setdefault(noun, draft.root)
    return found


def _title(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the Prime Minister of Kazakhstan” is the person whom the article gives that post, if it is one."""
    chunk = tape.chunks[match.start("title")]
    if match.start() == match.start("title") and not tape.text[chunk.start].isupper():
        return None
    holders = [
        d
        for d in lexicon.of(Kind.PERSON)
        if any(chunk.lower == p.lower() or p.lower().startswith(chunk.lower + " ") for p in d.posts)
    ]
    if not holders and tape.codes[match.start()] == "d" and tape.chunks[match.start()].lower == "the":
        holders = [d for d in lexicon.of(Kind.PERSON) if any(_is_post(chunk.lower, p.lower()) for p in d.posts)]
    owners = [c.draft.root for c in tape.chunks[match.start() : match.end()] if c.draft is not None]
    holders = [d for d in holders if not owners or not d.employers or set(owners) & {e.root for e in d.employers}]
    holders = [d for d in holders if owners and set(owners) & {e.root for e in d.employers}] or holders
    if len(holders) != 1:
        return None
    return definite(tape, match.start(), match.end(), holders[0])


def _head(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the head of the bank”: the one person at its top, by whatever title."""
    body = tape.chunks[match.start("of")].draft
    if body is None or (tape.codes[match.start()] != "d" and match.start("title") != match.start()):
        return None
    title = tape.chunks[match.start("title")].lower
    staff = [d for d in lexicon.of(Kind.PERSON) if any(e.root is body.root for e in d.employers)]
    if title in _HEADS:
        top = [d for d in staff if any(_TOP.match(p.lower()) for p in d.posts)]
    else:
        top = [d for d in staff if any(p.lower() == title for p in d.posts)]
    if len(top) != 1 or tape.codes[match.end() : match.end() + 1] in {"P", "c"}:
        return None
    return definite(tape, match.start(), match.end(), top[0])


def _head_of(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the head of government”: the one Prime Minister of the article."""
    titles = _HEADS_OF.get(tape.words(match.start(), match.end()).removeprefix("the "))
    people = [d for d in lexicon.of(Kind.PERSON) if titles and any(p.lower() in titles for p in d.posts)]
    return definite(tape, match.start(), match.end(), people[0]) if len(people) == 1 else None


def _is_post(short: str, post: str) -> bool:
    """Whether “the minister” may be who the article calls “Minister of Energy” or “Energy Minister”."""
    return post.split(" of ")[0].split(" for ")[0].endswith(short) and "deputy" not in post


def _event(tape: Tape, match: re.Match[str], context: list[Tape]) -> tuple[int, int, Chunk] | None:
    """“the summit”, “the event”: the event with a name last spoken of that the word fits."""
    head = tape.chunks[match.start("head")].lower
    if tape.chunks[match.start()].lower not in {"the", "this"} or head in _GATHERINGS:
        return None
    if tape.codes[match.start("head")] == "x" and head != "event":
        return None
    for chunk in recent(tape, match.start(), context):
        draft = chunk.draft.root if chunk.draft is not None else None
        if draft is None or draft.kind is not Kind.EVENT or not draft.names:
            continue
        if head in draft.head.split() or (head == "event" and (draft.cls == "Forum" or draft.head in _ASSEMBLIES)):
            return definite(tape, match.start(), match.end(), draft)
    return None


def _institution(
    tape: Tape, match: re.Match[str], context: list[Tape], called: dict[str, Draft]
) -> tuple[int, int, Chunk] | None:
    at = match.start()
    head = tape.chunks[at].lower
    if at == 0 or tape.codes[at - 1] != "d" or tape.chunks[at - 1].lower in {"a", "an", "these", "those"}:
        return None
    if head not in _BANKS and head not in _SAME_HEAD:
        if head in called and tape.chunks[at - 1].lower in {"the", "this"} and tape.codes[at + 1 : at + 2] != "I":
            return definite(tape, at - 1, at + 1, called[head])
        return None
    if head in _BANKS and tape.chunks[at - 1].lower in {"his", "her"}:
        own = _employer(tape, at - 1, context[-_WINDOW:])
        if own is not None:
            return definite(tape, at - 1, at + 1, own)
    nearest = [part for chunk in recent(tape, at - 1, context[-_WINDOW:]) for part in (chunk, *_of_post(chunk))]
    if head in _BANKS:
        nearest.sort(key=lambda c: c.draft is None or not _is_bank(c.draft))
    capital = tape.text[tape.chunks[at].start].isupper()
    found = next((c.draft for c in nearest if c.draft is not None and _called_so(c.draft, head, capital)), None)
    if found is None and tape.chunks[at - 1].lower == "the":  # further back only where nothing else can be meant
        ever = [part.draft for t in context[-_FAR:] for c in t.chunks for part in (c, *_of_post(c)) if part.draft]
        fitting = {d.root.order: d for d in ever if _called_so(d, head, capital)}
        found = next(iter(fitting.values())) if len(fitting) == 1 else None
    return definite(tape, at - 1, at + 1, found) if found is not None else None


def _called_so(draft: Draft, head: str, capital: bool) -> bool:
    """Whether “the fund”, “the bank” can mean an institution; ``capital``: the word is written with a capital."""
    if draft.kind is not Kind.INSTITUTION:
        return False
    name = (draft.entry.name if draft.entry else draft.name).lower()
    return (
        (head in _BANKS and draft.cls == "DevelopmentBank")
        or head in name.split()
        or (head.startswith("organi") and draft.cls in {"InternationalOrganization", "DevelopmentBank"} and capital)
    )


def _of_post(chunk: Chunk) -> list[Chunk]:
    """The institutions in the post beside a person's name: “World Bank President Lena Holm”."""
    if chunk.code != "P":
        return []
    found: list[Chunk] = []
    stack = list(chunk.parts)
    while stack:
        part = stack.pop()
        stack += part.parts
        if part.code == "I" and part.draft is not None:
            found.append(part)
    return found


def _is_bank(draft: Draft) -> bool:
    """Whether a lender is a bank by its name, and no fund or agency."""
    names = [draft.root.name, *draft.root.names, *([draft.root.entry.name] if draft.root.entry else [])]
    return (
        draft.root.cls == "DevelopmentBank"
        and any("bank" in n.lower() for n in names)
        and "group" not in names[0].lower()
    )


def _employer(tape: Tape, at: int, context: list[Tape]) -> Draft | None:
    """“Lena Holm, according to whom … her bank's board”: the bank that the person last named works for."""
    person = next((c.draft.root for c in recent(tape, at, context)[::1] if c.code == "P" and c.draft), None)
    before = [c.draft.root for c in tape.chunks[:at] if c.code == "P" and c.draft is not None]
    person = before[-1] if before else person
    banks = [e.root for e in person.employers if e.root.cls == "DevelopmentBank"] if person is not None else []
    return banks[0] if banks else None


_THE_STATE: Final = {"country", "republic"}


def the_country(tapes: list[Tape], home: Draft | None) -> None:
    """“The country”, “of the Republic”: what the article is about; runs before posts, which it may own."""
    if home is None:
        return
    for tape in tapes:
        for i in range(1, len(tape.chunks)):
            chunk = tape.chunks[i]
            if chunk.lower not in _THE_STATE or chunk.draft is not None or tape.chunks[i - 1].lower != "the":
                continue
            if chunk.lower == "country" or (tape.codes[i - 2 : i - 1] == "o" and tape.codes[i + 1 : i + 2] != "o"):
                chunk.code, chunk.draft, chunk.form = "L", home, "definite"
        tape.recode()
        tape.rewrite(NATION, lambda t, m: _nation(t, m, home))


def _nation(tape: Tape, match: re.Match[str], home: Draft) -> tuple[int, int, Chunk] | None:
    """“the Andean nation”, “the East African country”, “the landlocked kingdom”: the article's country."""
    at = match.start("what")
    which = tape.chunks[match.start("which")]
    if tape.chunks[at].lower not in _NATIONS or tape.chunks[match.start()].lower not in {"the", "this"}:
        return None
    if which.code == "x" and which.lower not in _SORTS_OF_COUNTRIES:
        return None
    if which.code == "N" and (which.draft is None or which.draft.root.cls != "Region"):
        return None
    return definite(tape, match.start(), match.end(), home)
