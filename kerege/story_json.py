"""The story of a fact as plain data, for programs (``docs/provenance.md`` describes the members)."""

from __future__ import annotations

from typing import Any

from graph.documents import Named, Stated
from graph.story import Corrected, Disputed, End, Ground, Premise, Rule, Story, Telling
from kerege.story_words import axiom, origin, says, stated_words


def story_json(story: Story) -> dict[str, Any]:
    """One story."""
    return {
        "says": says(story),
        "holds": story.holds,
        "origin": [kind.value for kind in story.origins],
        "told": origin(story),
        "fact": story.iri,
        "class": story.cls,
        "subject": _named(story.subject),
        "predicate": _named(story.predicate),
        "object": _named(story.object),
        "articles": story.articles,
        "independentSources": story.sources,
        "publishers": list(story.publishers),
        "firstReported": story.first,
        "lastReported": story.last,
        "reports": [_telling(one) for one in story.tellings],
        "moreReports": story.untold,
        "reserved": [_telling(one) for one in story.reserved],
        "inferredFrom": [_ground(one) for one in story.grounds],
        "reference": list(story.reference),
        "things": [_end(one) for one in story.ends],
        "conflicts": [_stated(one) for one in story.conflicts],
        "disputes": [_disputed(one) for one in story.disputes],
        "corrections": [_corrected(one) for one in story.corrections],
        "beside": [_stated(one) for one in story.beside],
    }


def _telling(one: Telling) -> dict[str, Any]:
    paper = one.report.article
    return {
        "assertion": one.report.iri,
        "says": one.report.label,
        "modality": one.modality,
        "accordingTo": _named(one.report.according_to),
        "article": {
            "iri": paper.iri, "title": paper.title, "publisher": paper.publisher, "date": paper.date, "url": paper.url,
        },
        "reader": one.reader or None,
        "rules": [_rule(rule) for rule in one.rules],
        "rejectedBy": list(one.rejected_by),
        "addedBy": list(one.added_by),
        "passages": [
            {
                "iri": passage.iri, "start": passage.start, "end": passage.end, "before": passage.before,
                "text": passage.text, "after": passage.after, "link": passage.page,
            }
            for passage in one.passages
        ],
    }  # fmt: skip


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "name": rule.name, "iri": rule.iri, "right": rule.right, "judged": rule.judged, "precision": rule.precision,
        "low": rule.low, "high": rule.high,
    }  # fmt: skip


def _ground(ground: Ground) -> dict[str, Any]:
    return {
        "axiom": {
            "kind": ground.axiom.kind,
            "says": axiom(ground.axiom),
            "head": _named(ground.axiom.head),
            "links": [_named(link) for link in ground.axiom.links],
        },
        "premises": [_premise(one) for one in ground.premises],
    }


def _premise(one: Premise) -> dict[str, Any]:
    return {
        "says": says(one),
        "fact": one.fact,
        "subject": _named(one.subject),
        "predicate": _named(one.predicate),
        "object": _named(one.object),
        "origin": [kind.value for kind in one.origins],
        "articles": one.articles,
        "independentSources": one.sources,
        "inferredFrom": [_ground(ground) for ground in one.grounds],
    }


def _end(end: End) -> dict[str, Any]:
    return {
        "iri": end.thing.iri,
        "label": end.thing.label,
        "names": list(end.names),
        "joined": [{"iri": one.iri, "label": one.label} for one in end.joined],
        "matches": [
            {
                "match": one.iri,
                "one": _named(one.one),
                "other": _named(one.other),
                "verdict": one.verdict,
                "score": one.score,
                "reasons": list(one.reasons),
            }
            for one in end.matches
        ],
    }


def _corrected(one: Corrected) -> dict[str, Any]:
    return {
        "correction": one.iri,
        "label": one.label,
        "action": one.action,
        "by": one.by,
        "on": one.on,
        "why": one.why,
        "outcome": one.outcome,
        "effect": one.effect,
        "evidence": list(one.evidence),
    }


def _disputed(one: Disputed) -> dict[str, Any]:
    return {
        "disagreement": one.iri,
        "about": [_named(thing) for thing in one.about],
        "regarding": _named(one.regarding),
        "verdict": one.verdict,
        "reason": one.reason,
        "versions": [
            {
                "words": version.words,
                "articles": version.articles,
                "independentSources": version.sources,
                "publishers": list(version.publishers),
            }
            for version in one.versions
        ],
    }


def _stated(fact: Stated) -> dict[str, Any]:
    return {
        "says": stated_words(fact),
        "fact": fact.iri,
        "articles": fact.articles,
        "independentSources": fact.sources,
        "sentences": [words.text for report in fact.reports for words in report.passages if words.text],
    }


def _named(one: Named | None) -> dict[str, str] | None:
    return None if one is None else {"iri": one.iri, "label": one.label}
