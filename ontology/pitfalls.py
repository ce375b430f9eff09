"""What reviewers of ontologies look for, as far as a program can see it: ``python -m ontology.pitfalls [FILE]``.

After the OOPS! catalogue (M. Poveda-Villalón, A. Gómez-Pérez, M. C. Suárez-Figueroa: OOPS! (OntOlogy Pitfall Scanner!),
IJSWIS 10(2), 2014, https://oops.linkeddata.es/catalogue.jsp), whose codes are kept, and the report of ROBOT
(http://robot.obolibrary.org/report). What is meant as it is stands in ``accepted.toml``, with the reason.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from ontology import pitfalls_described as described
from ontology import pitfalls_logical as logical
from ontology.examined import Check, Examined, Pitfall

FOLDER: Final = Path(__file__).parent
CHECKS: Final[tuple[Check, ...]] = (
    described.head, described.names, described.words, described.defined, described.alike, described.merged,
    described.unused, logical.cycles, logical.ends, logical.inverses, logical.characteristics, logical.disjointness,
    logical.connected, logical.declared, logical.deprecated,
)  # fmt: skip


def pitfalls(turtle: bytes, used: Collection[str] | None = None) -> list[Pitfall]:
    """The pitfalls of an ontology in Turtle, whose namespace is that of Kerege.

    ``used`` are the local names of the terms that something reads or writes; without them nothing is said of that.
    """
    of = Examined(turtle, used)
    return list(dict.fromkeys(one for check in CHECKS for one in check(of)))


@cache
def accepted() -> Mapping[tuple[str, str], str]:
    """Why the ontology is as it is where that looks like a pitfall, by code and term."""
    read = tomllib.loads((FOLDER / "accepted.toml").read_text("utf-8"))
    return {(one["pitfall"], term): one["reason"] for one in read["accepted"] for term in one["terms"]}


def unexplained(found: Collection[Pitfall]) -> Iterator[Pitfall]:
    """Those of the pitfalls that are not accepted."""
    return (one for one in found if (one.code, one.term) not in accepted())


if __name__ == "__main__":
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER / "kerege.ttl"
    left = list(unexplained(pitfalls(file.read_bytes())))
    sys.stdout.write("".join(f"{one.code:14} {one.message}\n" for one in left))
    sys.exit(1 if left else 0)
