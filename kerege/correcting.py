"""Writing corrections: who corrects, where the file goes, and what it would change."""

from __future__ import annotations

import getpass
import pwd
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from os import getuid
from pathlib import Path
from typing import Any

from graph.corrected import SUFFIX, Corrections, Filed
from graph.corrections import Correction, written
from graph.recorded import Recorded
from ontology.errors import StoreError


@dataclass(frozen=True, slots=True)
class Draft:
    """A correction that is not filed yet."""

    correction: Correction
    file: Path

    def after(self, name: str) -> Draft:
        """The same in a file whose name comes after another, so that of two of one day it is the one that holds."""
        rest = self.file.name.removesuffix(SUFFIX).removeprefix(f"{self.correction.date.isoformat()}-")
        folder = self.file.parent
        return Draft(self.correction, _free(folder / f"{name}-{rest}{SUFFIX}"))

    def among(self, known: Corrections, folder: Path) -> Corrections:
        """All corrections of a folder, with this one."""
        name = self.file.relative_to(folder).as_posix().removesuffix(SUFFIX)
        digest = sha256(written(self.correction).encode("utf-8")).hexdigest()
        mine = Filed(name=name, digest=digest, correction=self.correction)
        return Corrections(filed=(*known.filed, mine))

    def save(self) -> None:
        """Write the file; raises ``StoreError`` if that cannot be done."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("x", encoding="utf-8", newline="\n") as output:
                output.write(written(self.correction))
        except OSError as error:
            raise StoreError(f"The correction cannot be written to {self.file} ({error}).") from error


def draft(folder: Path, by: str, why: str, about: str, fields: dict[str, Any]) -> Draft:
    """A correction of today for a folder, under a name that no file there has."""
    made = Correction(by=by, why=why, date=date.today(), about=about or None, **fields)
    return Draft(made, _free(folder / made.filename))


def _free(file: Path) -> Path:
    """The file, or one of a like name that is not there yet."""
    number, wanted = 2, file
    while wanted.exists():
        wanted = file.with_name(f"{file.name.removesuffix(SUFFIX)}-{number}{SUFFIX}")
        number += 1
    return wanted


def corrector() -> str:
    """Who corrects unless told otherwise: the user of git, else the full name or the name of the user."""
    if git := shutil.which("git"):
        command = [git, "config", "user.name"]
        asked = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - nothing from outside
        if name := asked.stdout.strip():
            return name
    try:
        full = pwd.getpwuid(getuid()).pw_gecos.partition(",")[0].strip()
    except KeyError:
        full = ""
    return full or getpass.getuser()


def recorded_of(name: str, several: Iterable[Recorded]) -> Recorded:
    """The correction of that name among those of a publication."""
    return next(one for one in several if one.name == name)
