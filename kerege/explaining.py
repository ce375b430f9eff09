"""An article in the terminal with the reason of every fact, and for sentences without facts why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from graph.reading_rules import RulePrecision, measured
from kerege.marking import Names, by_kind, entity_line, fact_line, head
from loaders.exchange import TOLD
from loaders.facts import Fact, Mention, Modality, Reading
from loaders.reading.accounts import Account, Match, Origin, origin
from loaders.reading.document import Zone

_RESERVED: Final = {Modality.DENIED: "denies it", Modality.POSSIBLE: "leaves it open"}


def explained(reading: Reading, accounts: Iterable[Account], *, everything: bool = False) -> RenderableType:
    """The article sentence by sentence, with rules and reasons, and at the end its entities and the rules' origins."""
    text, names, ended = reading.article.text, Names(reading), reading.article.body
    told = [fact for fact in reading.facts if everything or fact.modality in TOLD]
    blocks: list[RenderableType] = [head(reading)]
    for account in accounts:
        if ended == reading.article.body or "\n" in text[ended : account.start]:
            blocks.append(Text())
        blocks.append(names.mark(text[account.start : account.end]))
        blocks.append(_said(account, told, reading))
        ended = account.end
    blocks += [Text(), _entities(reading), Text(), _rules(told)]
    return Group(*blocks)


def _said(account: Account, told: Sequence[Fact], reading: Reading) -> RenderableType:
    """What a sentence says, each fact with its rule, or why it says nothing."""
    relations = [fact for fact in told if not isinstance(fact, Mention) and fact.evidence]
    here = [fact for fact in relations if account.start <= min(fact.evidence)[0] < account.end]
    grid = Table.grid(padding=(0, 1))
    for fact in here:
        line = fact_line(fact, reading.article.text).append(f" [{fact.rule}]", style="dim")
        grid.add_row(Text("·", style="dim"), Text(fact.kind, style="dim"), line)
    others = sum(_touches(account, fact) for fact in relations) - len(here)
    untold = [] if len(told) == len(reading.facts) else list(_not_told(_untold(account, reading)))
    shown = [*_borne_out(others), *untold] if here or others else [*untold, *reasons(account, denied=bool(untold))]
    for reason in shown:
        grid.add_row(Text("○", style="dim"), Text(), Text(reason, style="italic"))
    return Padding(grid, (0, 0, 0, 2), expand=False)


def _touches(account: Account, fact: Fact) -> bool:
    return any(start < account.end and account.start < end for start, end in fact.evidence)


def _untold(account: Account, reading: Reading) -> list[Fact]:
    """The facts of a sentence to which the article does not commit itself."""
    return [fact for fact in reading.facts if fact.modality not in TOLD and _touches(account, fact)]


def _borne_out(others: int) -> list[str]:
    if not others:
        return []
    return [f"Bears out {others} {'fact' if others == 1 else 'facts'} told with an earlier sentence."]


def reasons(account: Account, *, denied: bool = False) -> list[str]:
    """Why nothing was found in a sentence, as far as the stages of the reader tell, in whole sentences.

    ``denied`` is whether facts were found that the sentence denies or leaves open, which is reason enough.
    """
    if account.zone is Zone.BOILERPLATE:
        return ["Left out as a caption, a credit or boilerplate."]
    if account.zone is Zone.HEADLINE:
        return ["A heading: its names count, but no rule reads it."]
    found = [_matched(match) for match in account.matched]
    if not found and not denied:
        found = list(_unmatched(account))
    if account.unresolved:
        found.append(f"Taken for no name: {_quoted(account.unresolved)}.")
    if account.numbers:
        found.append(f"No figure, or nothing says whose: {_quoted(account.numbers)}.")
    return found


def _not_told(untold: Sequence[Fact]) -> Iterator[str]:
    for modality, word in ((Modality.DENIED, "denied"), (Modality.POSSIBLE, "held merely possible")):
        count = sum(fact.modality is modality for fact in untold)
        if count:
            yield f"{count} {'fact is' if count == 1 else 'facts are'} {word} here; --all shows what."


def _matched(match: Match) -> str:
    said = f"“{match.words}” matches the rule {match.rule}, but "
    if match.modality in _RESERVED:
        return f"{said}the sentence {_RESERVED[match.modality]}."
    return f"{said}what stands in its slots made no fact, or one that other sentences tell."


def _unmatched(account: Account) -> Iterator[str]:
    if not account.triggers:
        yield "No word in it triggers a rule."
    elif account.near is None:
        yield f"No rule matches that its words trigger ({_quoted(account.triggers)}), nor does one come near."
    else:
        near, where = account.near, "before" if account.near.before else "after"
        needs = f"{near.needs} should stand {where} it" if near.needs else f"other words should stand {where} it"
        yield f"No rule matches. The nearest is {near.rule}{_place(near.rule)}: “{near.words}” fits, but {needs}."
    if not account.names:
        yield "It refers to no person, institution, place, project, framework or event that was told apart."


def _place(rule: str) -> str:
    file = origin(rule).file
    return f" ({file})" if file else ""


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _entities(reading: Reading) -> RenderableType:
    """The entities, each with the rule that said that it is there."""
    rules = {fact.entity.iri: fact.rule for fact in reading.facts if isinstance(fact, Mention)}
    lines = ((entity, entity_line(entity)) for entity in by_kind(reading.entities))
    return Group(*(line.append(f" [{rules[e.iri]}]", style="dim") if e.iri in rules else line for e, line in lines))


def _rules(told: Sequence[Fact]) -> RenderableType:
    """Where each rule of the facts is written down, what it makes, and how often it was right."""
    counts = {one.rule: one for one in measured()}
    return Group(*(_rule(origin(rule), counts.get(rule)) for rule in sorted({fact.rule for fact in told})))


def _rule(where: Origin, rate: RulePrecision | None) -> Text:
    place = f"{where.file}, makes: {where.makes}" if where.file else "in code"
    right = f"right in {rate.right:,} of {rate.judged:,} facts" if rate and rate.judged else "never judged"
    line = Text.assemble((where.rule, "bold"), f" – {place}; {right}")
    return line.append(f"; as in “{where.example}”", style="italic") if where.example else line
