"""What corrections and the joining of deals do to addresses, and to the difference between two publications."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store
from serving import Service, serving
from told_deals import Told
from told_deals import told as deal_told

from graph.corrections import Correction, written
from graph.difference import How, What, difference
from graph.difference_items import Item
from graph.publications import newest_published
from graph.publish import publish
from graph.store import GraphStore
from loaders.facts import Reading
from ontology import terms as k
from tests.told import MINTER, background, person, reading

KARIM, OMAR, GUEST = (MINTER.person(name) for name in ("Karim Tolep", "Omar Said", "Guest 1"))


def fact(one: str, other: str) -> str:
    first, second = sorted((one, other))
    return MINTER.fact(first, k.metWith.value, second)


def met(number: int, name: str) -> Reading:
    return reading(number, f"{name} met Guest 1.", (person(name), person("Guest 1")))


class Desk:
    """A store that is served while it is corrected; every change is published at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with GraphStore(path) as store:
            list(store.load([met(1, "Omar Said"), met(2, "Karim Tolep"), met(3, "Karim Tolep")]))
            publish(store, background())
        self.service: Service

    def correct(self, file_name: str, **target: Any) -> list[Item]:
        """File a correction (or take it back), publish, and give what differs."""
        with GraphStore(self.path) as store:
            file = store.corrections / f"{file_name}.toml"
            file.parent.mkdir(exist_ok=True)
            if target:
                said = Correction(by="Aigerim Example", date=date(2026, 11, 1), why="It is so.", **target)
                file.write_text(written(said), "utf-8")
            else:
                file.unlink()
            number = publish(store, background()).number
        while json.loads(self.service("/health").body)["publication"] != number:
            time.sleep(0.05)
        stores = [Store.read_only(str(self.path / "publications" / str(n) / "store")) for n in (number - 1, number)]
        return list(difference(*stores).items)

    def answers(self, *iris: str) -> list[int | str]:
        """Of each IRI: where it leads if it moved, else the status."""
        found: list[int | str] = []
        for iri in iris:
            answer = self.service(f"/id/{iri.removeprefix('https://w3id.org/kerege/id/')}")
            there = (answer.headers["location"] or "").removeprefix(f"{self.service.address}id/")
            found.append(f"https://w3id.org/kerege/id/{there}" if answer.status == 301 else answer.status)
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "store")
    with serving(made.path, "--workers", 1, "--quiet") as service:
        made.service = service
        yield made


def hows(items: list[Item], what: What) -> list[tuple[How, str, str]]:
    return [(item.how, item.iri, item.other) for item in items if item.what is what]


def test_what_a_person_joins_leads_on_and_is_itself_again_when_that_is_taken_back(desk: Desk) -> None:
    found = desk.correct("one", action="same", things=(OMAR, KARIM))
    assert hows(found, What.ENTITY) == [(How.JOINED, OMAR, KARIM)]
    assert (How.MOVED, fact(KARIM, GUEST), fact(OMAR, GUEST)) in hows(found, What.FACT)
    assert desk.answers(OMAR, fact(OMAR, GUEST)) == [KARIM, fact(KARIM, GUEST)]
    assert desk.answers(KARIM, f"{MINTER.base}id/correction/one") == [303, 303]
    found = desk.correct("two", action="different", things=(OMAR, KARIM))  # of two files, the later one holds
    assert hows(found, What.ENTITY) == [(How.SPLIT, OMAR, KARIM)]
    assert desk.answers(OMAR, fact(OMAR, GUEST)) == [303, 303]
    desk.correct("two")
    assert desk.answers(OMAR, fact(OMAR, GUEST)) == [KARIM, fact(KARIM, GUEST)]
    assert desk.answers(f"{MINTER.base}id/correction/two") == [410]
    found = desk.correct("one")
    assert hows(found, What.ENTITY) == [(How.SPLIT, OMAR, KARIM)]
    assert desk.answers(OMAR, fact(OMAR, GUEST), KARIM, f"{MINTER.base}id/correction/one") == [303, 303, 303, 410]


def test_a_rejected_fact_went_by_its_correction_and_goes_on_answering(desk: Desk) -> None:
    found = desk.correct("no", action="reject", fact=fact(OMAR, GUEST))
    (went,) = (item for item in found if item.what is What.FACT)
    assert (went.how, went.iri) == (How.WENT, fact(OMAR, GUEST))
    assert went.fields["rejectedBy"] == ((), (f"{MINTER.base}id/correction/no",))
    assert desk.answers(fact(OMAR, GUEST)) == [303]
    (came,) = (item for item in desk.correct("no") if item.what is What.FACT)
    assert (came.how, came.iri) == (How.CAME, fact(OMAR, GUEST))


def test_a_thing_that_a_person_renames_is_renamed(desk: Desk) -> None:
    (item,) = desk.correct("name", action="rename", thing=OMAR, name="Omar A. Said")
    assert (item.how, dict(item.fields)) == (How.RENAMED, {"label": (("Omar Said",), ("Omar A. Said",))})
    assert desk.answers(OMAR) == [303]


def test_deals_that_turn_out_to_be_one_lead_to_the_one(tmp_path: Path) -> None:
    one = deal_told(
        "Kesh Daily", "2025-03-05",
        Told(words="A loan of $238.5 million was approved.", stage="approved", on="2025-03-04"),
    )  # fmt: skip
    other = deal_told(
        "Sava Courier", "2025-01-20", Told(words="It is ready to lend $240 million.", amounts=(240e6,), stage="planned")
    )
    with GraphStore(tmp_path / "s") as store:
        list(store.load([other]))
        publish(store, background())
        list(store.load([one]))
        publish(store, background())
    stores = [Store.read_only(str(tmp_path / "s" / "publications" / n / "store")) for n in "12"]
    deals = [
        {quad.subject.value for quad in store.quads_for_pattern(None, k.RDF_TYPE, k.Deal)} for store in stores
    ]  # fmt: skip
    assert [len(found) for found in deals] == [1, 1]
    ended, (now,) = deals[0] - deals[1], tuple(deals[1])
    with serving(tmp_path / "s", "--workers", 1, "--quiet") as service:
        for iri in ended:
            answer = service(f"/id/{iri.removeprefix('https://w3id.org/kerege/id/')}")
            assert (answer.status, answer.headers["location"].rpartition("/")[2]) == (301, now.rpartition("/")[2])
    found = [item for item in difference(*stores).of(What.FACT) if item.iri == now]
    assert [item.how for item in found] == [How.MOVED if ended else How.CHANGED]
    assert set(found[0].fields["stage"][0]) < set(found[0].fields["stage"][1])
    assert newest_published(tmp_path / "s").number == 2
