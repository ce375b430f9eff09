"""``kerege load``, ``articles`` and ``forget``: what is in the store."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kerege.options import STORE, Corrections, Format, Reader, Rows, Store, Workers
from kerege.terminal import FAILED, UNKNOWN, fail, note

if TYPE_CHECKING:
    from graph.store import GraphStore

Publishing = Annotated[
    bool, typer.Option("--publish/--no-publish", help="Make the change visible to questions when it is done.")
]


class ShareOf(StrEnum):
    """How much of an article's words the graph holds (``loaders.quads.Share``)."""

    SENTENCE = "sentence"
    WORDS = "words"
    OFFSETS = "offsets"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(
        "load", epilog="Examples: kerege load news/ · kerege load a.txt b.md --store graph · kerege load - < a.txt"
    )(load)
    app.command("articles", epilog="Example: kerege articles --format csv")(articles)
    app.command("forget", epilog="Example: kerege forget https://example.org/news/1")(forget)


def load(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files of text, HTML, JSON Lines, CSV, RSS or Atom, archives and folders of them, web addresses, or - "
            "for standard input.",
            show_default=False,
        ),
    ],
    store: Store = STORE,
    workers: Workers = None,
    publish: Publishing = True,
    base: Annotated[
        str | None,
        typer.Option("--base", metavar="IRI", help="Where the IRIs of a new store begin.", show_default=False),
    ] = None,
    share: Annotated[
        ShareOf | None,
        typer.Option(
            "--share",
            help="How much of the words the graph holds, from now on: sentences, their first words, or only where they "
            "stand. What is published shows no more.",
            show_default=False,
        ),
    ] = None,
    reader: Reader = None,
    corrections: Corrections = None,
) -> None:
    """Read articles and keep what they say. What is there already and unchanged is not read again."""
    from graph.store import GraphStore
    from kerege.loading import loading
    from kerege.progress import Progress
    from kerege.readers import chosen, note_refused
    from loaders.quads import Share
    from ontology.errors import LoadError, NoArticle

    name = chosen(reader)
    counts: Counter[str] = Counter()
    failed, refused = False, 0
    shared = None if share is None else Share(share.value)
    with GraphStore(store, base=base, share=shared, corrections=corrections) as opened:
        with Progress("Reading") as progress:
            for outcome in loading(opened, inputs, workers=workers, reader=name):
                if isinstance(outcome, LoadError):
                    progress.note(f"Skipped: {outcome}")
                    counts["skipped"] += 1
                    failed = failed or not isinstance(outcome, NoArticle)
                else:
                    counts[outcome.status] += 1
                    refused += note_refused(outcome.source, outcome.refused, progress.note)
                progress.advance()
        note(summary(counts, refused))
        if publish:
            publish_store(opened)
    if failed or not counts.total() - counts["skipped"]:
        raise typer.Exit(FAILED)


def articles(store: Store = STORE, form: Rows = Format.TABLE) -> None:
    """List the articles that questions are answered from."""
    from graph.ask import Questions
    from graph.publications import newest_published
    from kerege.answers import write_answer
    from kerege.contents import PUBLISHED

    with Questions(newest_published(store).store) as questions:
        write_answer(questions.query(PUBLISHED), form)


def forget(
    names: Annotated[
        list[str],
        typer.Argument(metavar="ARTICLE", help="The article's IRI, its web address, or its file.", show_default=False),
    ],
    store: Store = STORE,
    publish: Publishing = True,
    corrections: Corrections = None,
) -> None:
    """Take away articles with everything that only they say."""
    from graph.store import GraphStore
    from kerege.contents import article_iri

    unknown: list[str] = []
    with GraphStore(store, corrections=corrections, create=False) as opened:
        for name in names:
            iri = article_iri(name, opened)
            if iri is not None and opened.forget(iri):
                note(f"Forgotten: {name}")
            else:
                unknown.append(name)
        if publish and len(unknown) < len(names):
            publish_store(opened)
    if unknown:
        fail(f"The store {store} has no article {', '.join(unknown)}; kerege articles lists what it has.", UNKNOWN)


def summary(counts: Counter[str], refused: int = 0) -> str:
    """What became of the inputs, each counted once: “5 articles: 3 loaded, 1 unchanged, 1 skipped.”

    ``refused`` is the number of facts that were not let in.
    """
    parts = [f"{counts[key]} {key}" for key in ("loaded", "replaced", "unchanged", "skipped") if counts[key]]
    total = counts.total()
    articles = f"{total} {'article' if total == 1 else 'articles'}: {', '.join(parts) or 'nothing to do'}."
    return f"{articles} {refused_facts(refused)}" if refused else articles


def refused_facts(count: int) -> str:
    """How many facts were not let in."""
    return f"{count:,} {'fact was' if count == 1 else 'facts were'} refused."


def publish_store(store: GraphStore, *, anew: bool = False) -> None:
    """Publish what the store holds, and say so; and which corrections do not hold or fit nothing."""
    from graph.publications import open_published
    from graph.publish import publish
    from graph.recorded import problems

    report = publish(store, anew=anew)
    state = "Published" if report.changed else "Nothing changed since it was published"
    note(f"{state}: {report.articles} {'article' if report.articles == 1 else 'articles'} in {store.path}.")
    for one in problems(open_published(store.path)):
        note(f"Correction {one.name}: {one.outcome}. {one.effect}")
