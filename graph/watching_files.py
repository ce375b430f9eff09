"""The files of watched questions: a list for people, and beside it what is known of their answers.

watches.toml            [watch.NAME], query = "…", values = { person = "…" }
watches.state.json      by name of watch: the rows of its answer, and what was new in it
watches.state.lock      held while watches are asked
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import re
import tomllib
import uuid
from collections.abc import Generator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final, cast

from graph.files import written
from graph.watching import Entry, Known, Row, Watch
from ontology.errors import WatchError

FILE: Final = "watches.toml"
"""What the list is called in the folder of a store."""
FORMAT: Final = 1
"""Of the file with what is known."""
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HEAD: Final = (
    "# Watched questions of a graph of Kerege: kerege watch run says what is new in their answers.\n"
    "# How they are written stands in docs/over-time.md.\n"
)


class Watches:
    """A list of watches in a file."""

    def __init__(self, file: Path) -> None:
        """The file need not be there yet."""
        self.file = file
        self.id = ""
        """A URN by which the feed of all of them is known; empty before anything is known of them."""
        self.state = file.with_name(f"{file.name.removesuffix('.toml')}.state.json")

    def all(self) -> list[Watch]:
        """The watches in the order of the file; raises ``WatchError`` if it is no such file."""
        try:
            content = tomllib.loads(self.file.read_text("utf-8"))
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
            raise WatchError(f"{self.file} is no list of watches: {error}.") from error
        return _watches(content, self.file)

    def named(self, name: str) -> Watch:
        """The watch of that name; raises ``WatchError`` with those that there are."""
        watches = {watch.name: watch for watch in self.all()}
        if name not in watches:
            raise WatchError(f"{self.file} has no watch {name}: {', '.join(watches) or 'it has none'}.")
        return watches[name]

    def add(self, watch: Watch) -> None:
        """Write one more watch at the end; raises ``WatchError`` if its name is taken or is no name."""
        if not _NAME.fullmatch(watch.name):
            raise WatchError(f"“{watch.name}” is no name of a watch: write lower-case letters, digits and hyphens.")
        if any(one.name == watch.name for one in self.all()):
            raise WatchError(f"There is a watch {watch.name} already: give this one another --name.")
        text = self.file.read_text("utf-8") if self.file.exists() else _HEAD
        values = ", ".join(f"{name} = {_string(value)}" for name, value in watch.values.items())
        block = f"\n[watch.{watch.name}]\nquery = {_string(watch.query)}\n"
        self._write(f"{text.rstrip()}\n{block}" + (f"values = {{ {values} }}\n" if values else ""))

    def remove(self, name: str) -> None:
        """Take a watch out, and forget what is known of it; the rest of the file stays as it was written."""
        self.named(name)
        text = self.file.read_text("utf-8")
        cut = re.sub(rf"(?m)^\[watch\.{re.escape(name)}\][ \t]*(?:#.*)?$(?:\n(?!\[).*)*\n?", "", text)
        rest = [watch for watch in self.all() if watch.name != name]
        with self.locked(), contextlib.suppress(tomllib.TOMLDecodeError):
            if _watches(tomllib.loads(cut), self.file) == rest:
                self._write(cut)
                self.learn({other: known for other, known in self.known().items() if other != name})
                return
        raise WatchError(f"{self.file} is written in a way that this cannot change: take {name} out by hand.")

    def known(self) -> dict[str, Known]:
        """What is known of the watches, by name; raises ``WatchError`` if the file is damaged."""
        try:
            content = json.loads(self.state.read_bytes())
            if content["format"] != FORMAT:
                raise WatchError(
                    f"{self.state} is of another version of Kerege: remove it, and all watches begin anew."
                )
            self.id = str(content["id"])
            return {name: _known(fields) for name, fields in content["watches"].items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise WatchError(
                f"{self.state} is damaged: put it back from a copy, or remove it, and all watches begin anew."
            ) from error

    def learn(self, known: Mapping[str, Known]) -> None:
        """Write what is known, whole or not at all."""
        self.id = self.id or uuid.uuid4().urn
        fields = {"format": FORMAT, "id": self.id, "watches": {name: asdict(one) for name, one in known.items()}}
        with written(self.state) as file:
            file.write(json.dumps(fields, ensure_ascii=False, indent=1).encode("utf-8"))

    @contextlib.contextmanager
    def locked(self) -> Generator[None]:
        """Keep other processes from asking these watches; raises ``WatchError`` if one does so already."""
        with self.state.with_suffix(".lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise WatchError(
                    f"The watches in {self.file} are being asked just now: wait until that is done."
                ) from error
            yield

    def _write(self, text: str) -> None:
        with written(self.file) as file:
            file.write(text.encode("utf-8"))


def _watches(content: Mapping[str, Any], file: Path) -> list[Watch]:
    for name in content.keys() - {"watch"}:
        raise WatchError(f"{file}: “{name}” is nothing that a list of watches has: write [watch.NAME].")
    entries = content.get("watch", {})
    if not isinstance(entries, dict):
        raise WatchError(f"{file}: write each watch as [watch.NAME].")
    return [_watch(name, entry, file) for name, entry in cast("dict[str, object]", entries).items()]


def _watch(name: str, entry: object, file: Path) -> Watch:
    fields = cast("dict[str, object]", entry) if isinstance(entry, dict) else {}
    query, values = fields.get("query"), fields.get("values", {})
    if not _NAME.fullmatch(name):
        raise WatchError(f"{file}: “{name}” is no name of a watch: write lower-case letters, digits and hyphens.")
    if not isinstance(query, str) or not isinstance(values, dict) or fields.keys() - {"query", "values"}:
        raise WatchError(f'{file}: [watch.{name}] needs query = "NAME", and may have values = {{ person = "…" }}.')
    given = cast("dict[str, object]", values)
    for parameter, value in given.items():
        if not isinstance(value, str | int | float | date) or isinstance(value, bool):
            raise WatchError(f"{file}: the value of {parameter} in [watch.{name}] is no text, number or date.")
    return Watch(name=name, query=query, values={parameter: str(value) for parameter, value in given.items()})


def _known(fields: dict[str, Any]) -> Known:
    return Known(
        id=fields["id"],
        query=fields["query"],
        values=fields["values"],
        began=fields["began"],
        asked=fields["asked"],
        columns=tuple(fields["columns"]),
        told=tuple(fields["told"]),
        rows={key: Row(values=tuple(row["values"]), told=tuple(row["told"])) for key, row in fields["rows"].items()},
        news=[
            Entry(
                id=one["id"], how=one["how"], seen=one["seen"], columns=tuple(one["columns"]),
                values=tuple(one["values"]), was=one["was"],
            )
            for one in fields["news"]
        ],
    )  # fmt: skip


def _string(text: str) -> str:
    """A text as TOML writes one (https://toml.io/en/v1.0.0#string)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
