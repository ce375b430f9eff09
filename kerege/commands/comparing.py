"""``kerege diff-readings``: what a change of rules does to the facts of a set of articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kerege.terminal import note, out, write

if TYPE_CHECKING:
    from rich.text import Text

    from kerege.differences import Changed, Difference

DIFFERENT = 1
"""Exit code with ``--exit-code``: the readings are not the same."""


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("diff-readings", epilog="Example: kerege diff-readings before after")(diff_readings)


def diff_readings(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Facts by “kerege facts --out”: a folder or a file.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Other facts of the same articles.")],
    moved: Annotated[
        bool, typer.Option("--moved", help="Also facts that only another sentence or rule says now.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, with the whole facts.")] = False,
    telling: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if anything is different.")] = False,
) -> None:
    """Show, fact by fact, what came, went and changed between two readings of the same articles."""
    from kerege.commands.rereading import show_totals
    from kerege.differences import differences

    found = list(differences(old, new))
    if as_json:
        write(json.dumps(_json(found), ensure_ascii=False, indent=2) + "\n")
    else:
        console = out()
        for article, kinds in groupby(found, key=lambda difference: difference.article):
            for line in _lines(article, list(kinds), moved=moved):
                console.print(line, soft_wrap=True)
        show_totals(found)
        note(summary(found))
    if telling and found:
        raise typer.Exit(DIFFERENT)


def summary(found: Sequence[Difference]) -> str:
    """How many facts of how many articles came, went, changed, or are only told otherwise."""
    if not found:
        return "Both readings are the same."
    counts = {word: sum(len(getattr(one, word)) for one in found) for word in ("came", "went", "changed")}
    articles = len({one.article for one in found})
    moved = sum(len(one.moved) for one in found)
    return (
        f"{articles:,} {'article differs' if articles == 1 else 'articles differ'}. "
        f"Facts: {', '.join(f'{count:,} {word}' for word, count in counts.items())}; "
        f"{moved:,} are said by other sentences or rules only."
    )


def _lines(article: str, found: Sequence[Difference], *, moved: bool) -> Iterator[Text]:
    """The article's name, and under it what is different, kind by kind."""
    from rich.text import Text

    shown = [one for one in found if one.came or one.went or one.changed or (moved and one.moved)]
    if shown:
        yield Text(article, style="bold")
    for one in shown:
        yield Text(f"  {one.kind}", style="dim")
        yield from (_line("+", "green", fact) for fact in one.came)
        yield from (_line("-", "red", fact) for fact in one.went)
        yield from (_line("~", "yellow", pair.after, _fields(pair)) for pair in one.changed)
        if moved:
            yield from (_line("=", "dim", pair.after, _telling(pair)) for pair in one.moved)


def _line(sign: str, style: str, fact: Any, more: str = "") -> Text:
    from rich.text import Text

    from kerege.fact_files import in_words

    rule = f" [{fact['rule']}]" if fact.get("rule") else ""
    return Text.assemble((f"    {sign} ", style), in_words(fact), (rule, "dim"), more)


def _fields(pair: Changed) -> str:
    """The fields that changed: “stage: planned → signed”."""
    from kerege.fact_files import value_in_words as words

    changes = [f"{name}: {words(pair.before.get(name))} → {words(pair.after.get(name))}" for name in pair.fields]
    return f" ({'; '.join(changes)})"


def _telling(pair: Changed) -> str:
    old, new = pair.before.get("rule"), pair.after.get("rule")
    return f" (rule: {old} → {new})" if old != new else " (other sentences)"


def _json(found: Iterable[Difference]) -> dict[str, Any]:
    """Articles, in them kinds, in them the facts."""
    articles: dict[str, Any] = {}
    for one in found:
        articles.setdefault(one.article, {})[one.kind] = {
            "came": one.came,
            "went": one.went,
            "changed": [{"fields": pair.fields, "before": pair.before, "after": pair.after} for pair in one.changed],
            "moved": [{"before": pair.before, "after": pair.after} for pair in one.moved],
        }
    return {"articles": articles}
