"""The catalogue of stored queries: one question a file, ``NAME.rq``, whose leading comments say what it asks."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, cast

import pyoxigraph
import yaml

from ontology.errors import BadParameter, BadSparql, UnknownQuery
from queries.binding import bind, checked_text
from queries.form import form
from queries.parameters import Parameter, is_parameter, parameter
from queries.tokens import variables

FOLDER: Final = Path(__file__).parent
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KINDS: Final[Mapping[str, Literal["select", "construct"]]] = {"SELECT": "select", "CONSTRUCT": "construct"}
VIEWS: Final = ("table", "network", "timeline", "map", "chart")
"""How a page may show an answer."""
Header = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredQuery:
    """A question of the catalogue."""

    name: str
    summary: str
    """The question in one sentence."""
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    """In the order of first appearance."""
    kind: Literal["select", "construct"]
    text: str
    """The SPARQL, header included."""
    view: str = "table"
    """How a page shows the answer at first, one of ``VIEWS``, where the answer has what that takes."""

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name; raises ``BadParameter`` with the names there are."""
        for one in self.parameters:
            if one.name == name:
                return one
        known = ", ".join(one.name for one in self.parameters) or "none"
        raise BadParameter(f"{self.name} has no parameter {name}: it takes {known}.")

    def given(self, values: Mapping[str, str]) -> dict[str, str]:
        """The values with the defaults added; raises ``BadParameter`` for one that is unknown, missing or no text."""
        for name, value in values.items():
            self.parameter(name)
            checked_text(value)
        whole = {one.name: one.default for one in self.parameters if one.default is not None} | dict(values)
        missing = [one.name for one in self.parameters if one.required and one.name not in whole]
        if missing:
            raise BadParameter(f"{self.name} needs a value for {' and '.join(missing)}.")
        return whole

    def bound(self, terms: Mapping[str, pyoxigraph.NamedNode | pyoxigraph.Literal]) -> str:
        """The query with parameters (by name) replaced by terms; optional ones that are not given stay variables."""
        return bind(self.text, {self.parameter(name).variable: term for name, term in terms.items()})


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The stored queries of a folder, by name."""

    queries: Mapping[str, StoredQuery]

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Catalogue:
        """The ``*.rq`` of a folder, each read when it is asked for.

        Raises ``BadSparql`` for a file whose name is not right; asking for a query does so for one whose text is not.
        """
        return _loaded(folder)

    def __getitem__(self, name: str) -> StoredQuery:
        """The query of that name; raises ``UnknownQuery`` with what it may have meant."""
        found = self.queries.get(name)
        if found is not None:
            return found
        near = difflib.get_close_matches(name, self.queries, n=3, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(self.queries)}."
        raise UnknownQuery(f"There is no stored query {name}: {hint}")

    def __iter__(self) -> Iterator[StoredQuery]:
        """The queries, by name."""
        return iter(self.queries.values())

    def __len__(self) -> int:
        """How many queries there are."""
        return len(self.queries)


@cache
def _loaded(folder: Path) -> Catalogue:
    return Catalogue(_Files({_named(file.stem): file for file in sorted(folder.glob("*.rq"))}))


class _Files(Mapping[str, StoredQuery]):
    """Stored queries by name, read from their files one by one: a command that asks one question reads one."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files
        self._read: dict[str, StoredQuery] = {}

    def __getitem__(self, name: str) -> StoredQuery:
        if name not in self._read:
            self._read[name] = stored_query(name, self._files[name].read_text("utf-8"))
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise BadSparql(f"{name}.rq: the name of a stored query has lower-case words and hyphens only.")
    return name


def stored_query(name: str, text: str) -> StoredQuery:
    """The stored query that a text is; raises ``BadSparql`` if its header or its form is not right."""
    header = _header(_named(name), text)
    summary = _words(header.get("summary"))
    if not summary:
        raise BadSparql(f"{name}.rq has no summary: begin it with “#+ summary: the question it answers”.")
    asked = form(text)
    kind = _KINDS.get(asked)
    if kind is None:
        raise BadSparql(f"{name}.rq is a query of the form {asked}: stored queries are SELECT or CONSTRUCT.")
    return StoredQuery(
        name=name,
        summary=summary,
        description=_words(header.get("description")),
        tags=tuple(str(tag) for tag in _list(header.get("tags"))),
        parameters=_parameters(name, header, text),
        kind=kind,
        text=text,
        view=_view(name, header),
    )


def _view(name: str, header: Header) -> str:
    view = str(header.get("view", VIEWS[0]))
    if view not in VIEWS:
        raise BadSparql(f"{name}.rq: its answer cannot be shown as “{view}”: write one of {', '.join(VIEWS)}.")
    return view


def _header(name: str, text: str) -> Header:
    """What the lines that begin with ``#+`` say, as YAML."""
    lines = [line.removeprefix("#+").removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        header: object = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError as error:
        raise BadSparql(f"{name}.rq: the lines that begin with “#+” are no valid YAML: {error}") from error
    if not isinstance(header, dict):
        raise BadSparql(f"{name}.rq has no header: begin it with “#+ summary: the question it answers”.")
    return cast(Header, header)


def _parameters(name: str, header: Header, text: str) -> tuple[Parameter, ...]:
    about, defaults = _entries(header.get("parameters")), _entries(header.get("defaults"))
    found: dict[str, Parameter] = {}
    for variable in filter(is_parameter, variables(text)):
        plain = parameter(variable)
        if plain.name == "view":
            raise BadSparql(f"{name}.rq: a parameter cannot be called view, which says how a page shows the answer.")
        if plain.name in found:
            raise BadSparql(f"{name}.rq: ?{found[plain.name].variable} and ?{variable} are one parameter.")
        more = _entries(about.get(plain.name))
        found[plain.name] = parameter(
            variable,
            kinds=tuple(str(kind) for kind in _list(more.get("kinds"))),
            description=_words(more.get("description")),
            example=_optional(more.get("example")),
            default=_optional(defaults.get(plain.name)),
        )
    for extra in (*about, *defaults):
        if extra not in found:
            raise BadSparql(f"{name}.rq: its header speaks of a parameter {extra} that the query does not have.")
    return tuple(found.values())


def _entries(value: object) -> dict[str, object]:
    """A mapping, or grlc's list of mappings with one entry each, as one dictionary."""
    if isinstance(value, dict):
        return {str(key): entry for key, entry in cast("dict[object, object]", value).items()}
    whole: dict[str, object] = {}
    for part in _list(value):
        whole |= _entries(part)
    return whole


def _list(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


def _words(value: object) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _optional(value: object) -> str | None:
    return None if value is None else str(value)
