"""``kerege correct``: what people put right, written as files and shown before it is done."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from kerege.options import STORE, Corrections, Format, Rows, Store
from kerege.terminal import FAILED, UNKNOWN, fail, note

if TYPE_CHECKING:
    from graph.corrected_drafting import Drafting

Thing: TypeAlias = Annotated[str, typer.Argument(metavar="THING", help="A thing, by a name or its IRI.")]
Why: TypeAlias = Annotated[
    str | None, typer.Option("--why", metavar="WORDS", help="The reason; asked for if it is left out.")
]
By: TypeAlias = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who corrects; by default the user of git, or of the system."),
]
Evidence: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--evidence", metavar="ADDRESS", help="An article or a page that shows it; may be given again.",
        show_default=False,
    ),
]  # fmt: skip
Quote: TypeAlias = Annotated[
    str | None, typer.Option("--quote", metavar="WORDS", help="The words there that say it.", show_default=False)
]
Dry: TypeAlias = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")]
Yes: TypeAlias = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    correct = typer.Typer(
        help="Reject or add facts, say what is the same or different, rename, give a class: as files that stay.",
        epilog='Examples: kerege correct rename ADB "Asian Bank" · kerege correct --list · kerege correct --check',
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    correct.callback()(start)
    correct.command(
        "reject", epilog='Examples: kerege correct reject Bektenov metWith Bassani --why "…" · … reject IRI-OF-A-FACT'
    )(reject)
    correct.command("add", epilog="Example: kerege correct add Bektenov worksFor Kazakhstan --evidence https://…")(add)
    correct.command("same", epilog='Example: kerege correct same "World Bank" "WB Group"')(same)
    correct.command("different", epilog="Example: kerege correct different IRI IRI")(different)
    correct.command("rename", epilog='Example: kerege correct rename WB "World Bank"')(rename)
    correct.command("retype", epilog="Example: kerege correct retype Samruk Company")(retype)
    app.add_typer(correct, name="correct")


def start(
    ctx: typer.Context,
    listed: Annotated[bool, typer.Option("--list", help="List the corrections, and what became of them.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Only those that fit nothing or contradict others; exit code 1 if any.")
    ] = False,
    store: Store = STORE,
    form: Rows = Format.TABLE,
) -> None:
    """Write corrections as files, or list those that a store was published with."""
    if ctx.invoked_subcommand is not None:
        sources = (ctx.get_parameter_source(name) for name in ctx.params)
        if any(source is not None and source.name == "COMMANDLINE" for source in sources):
            fail(f"Options stand behind the action: kerege correct {ctx.invoked_subcommand} … --store DIR.", UNKNOWN)
        return
    if not listed and not check:
        typer.echo(ctx.get_help())
        raise typer.Exit
    from graph.publications import open_published
    from graph.recorded import problems, recorded
    from kerege.correcting_shown import show_recorded, suggest

    graph = open_published(store)
    found = list(problems(graph)) if check else list(recorded(graph))
    show_recorded(found, form)
    if not found:
        note("No correction fits nothing or contradicts another." if check else "There are no corrections.")
    if check and found:
        for one in found:
            suggest(store, one)
        raise typer.Exit(FAILED)


def reject(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="SUBJECT PREDICATE OBJECT",
            help="The fact, by names or IRIs; or the IRI of a fact or an assertion; with --rule an article.",
        ),
    ],
    rule: Annotated[
        str | None,
        typer.Option("--rule", metavar="NAME", help="All that this rule says of the article.", show_default=False),
    ] = None,
    why: Why = None,
    by: By = None,
    evidence: Evidence = None,
    store: Store = STORE,
    corrections: Corrections = None,
    dry: Dry = False,
    yes: Yes = False,
) -> None:
    """Rely on nobody's word for a fact, on one assertion, or on what a rule says of an article."""
    _correct(
        "reject", lambda names: names.rejection(tuple(what), rule), why, by, evidence, store, corrections, dry, yes
    )


def add(
    subject: Thing,
    predicate: Annotated[str, typer.Argument(metavar="PREDICATE", help="A relation: its name, label or IRI.")],
    value: Annotated[str, typer.Argument(metavar="OBJECT", help="Another thing.")],
    evidence: Evidence = None,
    quote: Quote = None,
    why: Why = None,
    by: By = None,
    store: Store = STORE,
    corrections: Corrections = None,
    dry: Dry = False,
    yes: Yes = False,
) -> None:
    """Add a fact that no article was understood to say, with the article or page that says it."""
    if not evidence:
        fail("Say with --evidence which article or page says so.", UNKNOWN)

    def fields(names: Drafting) -> dict[str, Any]:
        return names.plain(subject, predicate, value) | ({"quotation": quote} if quote else {})

    _correct("add", fields, why, by, evidence, store, corrections, dry, yes)


Things: TypeAlias = Annotated[
    list[str], typer.Argument(metavar="THING THING…", help="Two or more things, by names or IRIs.")
]


def same(
    things: Things, why: Why = None, by: By = None, evidence: Evidence = None, store: Store = STORE,
    corrections: Corrections = None, dry: Dry = False, yes: Yes = False,
) -> None:  # fmt: skip
    """Say that things are one, whatever they are called."""
    _correct("same", lambda names: {"things": names.things(things)}, why, by, evidence, store, corrections, dry, yes)


def different(
    things: Things, why: Why = None, by: By = None, evidence: Evidence = None, store: Store = STORE,
    corrections: Corrections = None, dry: Dry = False, yes: Yes = False,
) -> None:  # fmt: skip
    """Say that things are not one, whatever they are called."""
    _correct(
        "different", lambda names: {"things": names.things(things)}, why, by, evidence, store, corrections, dry, yes
    )


def rename(
    thing: Thing, name: Annotated[str, typer.Argument(metavar="NAME", help="The name to show it by.")],
    why: Why = None, by: By = None, evidence: Evidence = None, store: Store = STORE,
    corrections: Corrections = None, dry: Dry = False, yes: Yes = False,
) -> None:  # fmt: skip
    """Give a thing the name that it is shown by; it is found by the others as before."""

    def fields(names: Drafting) -> dict[str, Any]:
        return {"thing": names.thing(thing), "name": name}

    _correct("rename", fields, why, by, evidence, store, corrections, dry, yes)


def retype(
    thing: Thing, cls: Annotated[str, typer.Argument(metavar="CLASS", help="A class of the ontology, as Company.")],
    why: Why = None, by: By = None, evidence: Evidence = None, store: Store = STORE,
    corrections: Corrections = None, dry: Dry = False, yes: Yes = False,
) -> None:  # fmt: skip
    """Say of which class a thing is."""

    def fields(names: Drafting) -> dict[str, Any]:
        return {"thing": names.thing(thing), "cls": names.cls(cls)}

    _correct("retype", fields, why, by, evidence, store, corrections, dry, yes)


def _correct(
    action: str,
    fields: Callable[[Drafting], dict[str, Any]],
    why: str | None,
    by: str | None,
    evidence: list[str] | None,
    store: Path,
    folder: Path | None,
    dry: bool,
    yes: bool,
) -> None:
    """Show what a correction would change; file it and publish if that is wanted."""
    from graph.ask import Questions
    from graph.corrected_drafting import Drafting
    from graph.publications import newest_published
    from graph.store import GraphStore
    from kerege.commands.loading import publish_store
    from kerege.correcting import corrector, draft
    from kerege.correcting_shown import rehearse

    with Questions(newest_published(store).store) as questions:
        names = Drafting(questions)
        said = fields(names)
        about = names.in_words(said)
        said["evidence"] = tuple(map(names.evidence, evidence or ()))
    reason = why or _asked("Why? ")
    with GraphStore(store, corrections=folder, create=False) as opened:
        made = draft(opened.corrections, by or corrector(), reason, about, {"action": action, **said})
        note(f"{action}: {about}")
        made = rehearse(opened, made)
        if dry:
            return
        if not yes and not _asked(f"Write {made.file} and publish? [y/N] ").lower().startswith("y"):
            fail("Nothing was changed.")
        made.save()
        note(f"Written: {made.file}")
        publish_store(opened)


def _asked(question: str) -> str:
    """What the person at the terminal answers; the command ends where nobody is there to be asked."""
    if not sys.stdin.isatty():
        fail("Say --why and --yes: nobody can be asked here.", UNKNOWN)
    return str(typer.prompt(question.rstrip(), prompt_suffix=" ", default="", show_default=False)).strip()
