"""The catalogue as a page of documentation, ``docs/queries.md``, which a test keeps up to date.

python -m queries.page > docs/queries.md
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator

from queries.catalogue import Catalogue, StoredQuery
from queries.parameters import Parameter


def page(catalogue: Catalogue) -> str:
    """The page in Markdown."""
    head = (
        "# Stored queries\n\n"
        "Generated from the headers of `queries/*.rq` by `python -m queries.page`; change those instead.\n"
        "[Writing a query](writing-a-query.md) says how to add one.\n"
    )
    return (
        head
        + "\n"
        + "".join(_index(catalogue))
        + "".join("\n" + "\n".join(_section(query)) + "\n" for query in catalogue)
    )


def _index(catalogue: Catalogue) -> Iterator[str]:
    """The questions by their first tag, as a list of links."""
    for tag in sorted({query.tags[0] for query in catalogue if query.tags}):
        yield f"**{tag.capitalize()}**\n\n"
        for query in catalogue:
            if query.tags[:1] == (tag,):
                yield f"- [{query.summary}](#{query.name})\n"
        yield "\n"


def _section(query: StoredQuery) -> Iterator[str]:
    yield f"## {query.name}\n"
    yield f"**{query.summary}**\n"
    if query.description:
        yield query.description + "\n"
    if query.parameters:
        yield "| parameter | takes | |"
        yield "| --- | --- | --- |"
        for one in query.parameters:
            needed = "" if one.required and one.default is None else " (optional)"
            yield f"| `{one.name}`{needed} | {_takes(one)} | {one.description} |"
        yield ""
    given = " ".join(shlex.quote(one.example) for one in query.parameters if one.required and one.example)
    yield f"    kerege ask {query.name} {given}".rstrip()


def _takes(one: Parameter) -> str:
    if one.kinds:
        return f"a name or IRI: {', '.join(one.kinds)}"
    if one.datatype is not None and one.datatype.endswith("#date"):
        return "a date, YYYY-MM-DD"
    return {"integer": "a whole number", "number": "a number", "iri": "an IRI"}.get(one.type, "text") + (
        f"; {one.default} if not given" if one.default is not None else ""
    )


if __name__ == "__main__":
    sys.stdout.write(page(Catalogue.load()))
