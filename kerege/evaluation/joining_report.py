"""What was measured of joining, as Markdown for people and as figures that a test holds on to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kerege.evaluation.clusters import Pairs
from kerege.evaluation.who_is_who import KindScore, Measured

RECORDED: Final = "scores.json"
"""The file of recorded figures, beside the labels."""
_HEAD: Final = (
    *("kind", "mentions", "not found", "clusters", "pairs in one", "precision", "recall"),
    *("joined", "precision", "B³: P", "R", "F1", "CEAF-m", "CEAF-e: P", "R", "F1"),
)


def table(measured: Measured) -> str:
    """One line for each kind, and one for the pairs of all kinds."""
    rule = ["---", *["---:"] * (len(_HEAD) - 1)]
    lines = [_HEAD, rule, *map(_row, measured.kinds), _total(measured)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def all_pairs(measured: Measured) -> Pairs:
    """The pairs of all kinds."""
    return sum((one.pairs for one in measured.kinds), Pairs())


def as_record(measured: Mapping[str, Measured]) -> dict[str, dict[str, dict[str, float]]]:
    """By set and kind: precision and recall of pairs, and F1 of B³ and CEAF."""
    return {
        name: {
            score.kind: {
                "precision": round(score.pairs.precision, 4),
                "joined": round(score.published.precision, 4),
                "recall": round(score.pairs.recall, 4),
                "b3": round(score.b_cubed.f1, 4),
                "ceaf_m": round(score.ceaf_m.f1, 4),
                "ceaf_e": round(score.ceaf_e.f1, 4),
            }
            for score in one.kinds
        }
        for name, one in measured.items()
    }


def _row(score: KindScore) -> tuple[str, ...]:
    counted = (f"{score.mentions:,}", f"{score.missed:,}", f"{score.clusters:,}")
    b, e = score.b_cubed, score.ceaf_e
    alike = (b.precision, b.recall, b.f1, score.ceaf_m.f1, e.precision, e.recall, e.f1)
    told = (*_told(score.pairs), f"{score.pairs.recall:.3f}", *_told(score.published))
    return (score.kind, *counted, *told, *(f"{value:.3f}" for value in alike))


def _total(measured: Measured) -> tuple[str, ...]:
    sums = (sum(getattr(one, name) for one in measured.kinds) for name in ("mentions", "missed", "clusters"))
    every, joined = all_pairs(measured), sum((one.published for one in measured.kinds), Pairs())
    told = (*_told(every), f"{every.recall:.3f}", *_told(joined))
    return ("all", *(f"{value:,}" for value in sums), *told, *[""] * 7)


def _told(pairs: Pairs) -> tuple[str, str]:
    return f"{pairs.joined:,}", f"{pairs.precision:.3f}" if pairs.joined else ""
