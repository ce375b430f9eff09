"""On what articles can disagree, thing by thing: of an event its time, place and status, of a person titles and names,
of an undertaking its period, parties and names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from pyoxigraph import NamedNode

from graph.background import Background
from graph.disagreements import circumstances, dates, naming, titles
from graph.disagreements.matters import Matter, Said, Version, matter, versions
from graph.disagreements.sayings import Sayings, Told
from ontology import iris
from ontology import terms as k


def of_event(event: str, sayings: Sayings, background: Background) -> Iterator[Matter | None]:
    """When and where it was, and whether it was."""
    reports = list(sayings.of(event, k.event, k.RDF_TYPE, k.EventReport))
    yield _event_dates(event, reports, sayings)
    held = [told for told in reports if told.text(k.place)]
    placed = versions(((told.text(k.place),), sayings.called(told, k.place), told.said) for told in held)
    yield matter((event,), k.place, placed, circumstances.of_places(background, placed))
    stated = versions(((told.text(k.status),), told.text(k.status), told.said) for told in reports)
    last = {status: max(map(sayings.date_of, version.articles)) for status, version in stated.items()}
    yield matter((event,), k.status, stated, circumstances.of_statuses(last))


def _event_dates(event: str, reports: Iterable[Told], sayings: Sayings) -> Matter | None:
    """When it was; of one that is still to come, when it is to be by the last that was heard, since plans change."""
    timed = [told for told in reports if told.text(k.begin) or told.text(k.end)]
    held = [told for told in timed if told.text(k.status) == "held" and not told.is_planned]
    coming = [told for told in timed if told.text(k.status) != "cancelled"]
    last = max((sayings.date_of(told.said.article) for told in coming), default="")
    told_last = [told for told in coming if _days(sayings.date_of(told.said.article), last) <= titles.NEAR]
    found = versions((_stretch(told), dates.stretch_words(_stretch(told)), told.said) for told in held or told_last)
    return matter((event,), k.begin, found, dates.of_events)


def _stretch(told: Told) -> dates.Stretch:
    return dates.Stretch(told.text(k.begin), told.text(k.end), told.text(k.datePrecision) or "day")


def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days if earlier and later else 0


def of_person(person: str, sayings: Sayings) -> Iterator[Matter | None]:
    """What titles and what names it has."""
    yield from _titles(person, sayings)
    yield _names((person,), sayings, fewest=2)


def _titles(person: str, sayings: Sayings) -> Iterator[Matter | None]:
    """Titles by organization; those without one belong to the only one that there is, if so."""
    by_organization: dict[str, list[Told]] = defaultdict(list)
    for told in sayings.of(person, k.member, k.RDF_TYPE, k.Membership):
        if told.text(k.former) != "true" and not told.is_planned:
            by_organization[told.text(k.organization)].append(told)
    nowhere = by_organization.pop("", [])
    if len(by_organization) < 2:
        (organization,) = by_organization or ("",)
        by_organization[organization] = [*by_organization.get(organization, ()), *nowhere]
    for organization, reports in sorted(by_organization.items()):
        given = versions(
            ((iris.fold(title),), title, told.said)
            for told in reports
            for title in (titles.full_title(told.text(k.title), told.text(k.remit)),)
        )
        known: dict[titles.Title, Version] = {}
        for (folded,), version in given.items():
            days = sorted(day for day in map(sayings.date_of, version.articles) if day)
            first, last = (days[0], days[-1]) if days else ("", "")
            known[titles.Title(folded, version.words, first, last)] = version
        yield matter((person,), k.title, known, titles.judge(known), beside=(organization,))


def of_institution(institution: str, sayings: Sayings) -> Iterator[Matter | None]:
    """What names it has."""
    yield _names((institution,), sayings)


def of_undertaking(undertaking: str, sayings: Sayings, background: Background) -> Iterator[Matter | None]:
    """From when until when it runs, between whom it is, what names it has."""
    reports = list(sayings.of(undertaking, k.about, k.RDF_TYPE, k.PeriodReport))
    whole = [told for told in reports if not _stretch(told).is_unit]  # “in 2027” is a time within the period
    for name in (k.begin, k.end):
        yield _edges(undertaking, name, whole)
    yield _parties(undertaking, sayings, background)
    yield _names((undertaking,), sayings)


def _edges(undertaking: str, name: NamedNode, reports: Iterable[Told]) -> Matter | None:
    said = [(dates.edge(told.text(name), _stretch(told).precision), told.said) for told in reports if told.text(name)]
    return matter((undertaking,), name, versions((one, dates.edge_words(one), by) for one, by in said), dates.of_edges)


def _parties(undertaking: str, sayings: Sayings, background: Background) -> Matter | None:
    """The sets of parties that articles give, each rolled up to groups."""
    told_in: dict[str, dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for told in sayings.of(undertaking, k.subject, k.predicate, k.party):
        told_in[told.said.article][side_of(told.text(k.object), background)].append(told)
    said: list[tuple[tuple[str, ...], str, Said]] = []
    for sides in told_in.values():
        words = " and ".join(min(sayings.called(told, k.object) for told in sides[side]) for side in sorted(sides))
        said += [(tuple(sorted(sides)), words, told.said) for reports in sides.values() for told in reports]
    found = versions(said)
    return matter((undertaking,), k.party, found, circumstances.of_sides(found))


def side_of(party: str, background: Background) -> str:
    """The side that a party stands for: the country of a government or ministry, the group of a unit."""
    entry = background.entries.get(party)
    if entry is not None and entry.cls in ("Government", "Ministry") and entry.country:
        return entry.country
    return background.group_of(party)


def _names(things: tuple[str, ...], sayings: Sayings, fewest: int = naming.FEWEST) -> Matter | None:
    """The names of one thing, or of two that may be one, that are nearly the same."""
    given: list[tuple[naming.Name, str, Said]] = []
    named = [(thing, sayings.names(thing)) for thing in things]
    if not naming.any_near([text for _, names in named for text in names], fewest=fewest):
        return None  # which is so of nearly all things, and found without asking for their sentences
    for thing, names in named:
        for text, articles in names.items():
            if naming.is_proper(text):
                said = sayings.naming(thing, iris.fold(text), articles)
                given += [(naming.name(text), text, one) for one in said]
    found = versions(given)
    return matter(things, k.name, found, naming.judge(found, fewest=fewest))
