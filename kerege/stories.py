"""The story of a fact in the terminal: what it says, who says so, why it follows, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from graph.documents import Stated
from graph.story import Corrected, Disputed, End, Ground, Origin, Premise, Quoted, Rule, Story, Telling
from kerege.explanations import Explained
from kerege.story_words import axiom, origin, says, stated_words, when
from service.wording import day

_RESERVED: Final = {
    "denied": "Articles deny it", "possible": "Articles hold it possible", "planned": "Articles plan or expect it",
    "asserted": "Articles state it, and a correction rejects that",
}  # fmt: skip
_NAMES: Final = 8
"""Other names of a thing that are shown."""
_JOINED: Final = 5
"""IRIs joined into a thing, and matches, that are shown."""
_VERDICTS: Final = {
    "joined": "are taken for one", "uncertain": "may be one", "refused": "seemed to be one and are kept apart",
}  # fmt: skip
_OTHERS: Final = 20
"""Other facts that are named."""


def explanation(found: Explained) -> RenderableType:
    """All stories, one below the other, and what else was meant."""
    blocks: list[RenderableType] = []
    for story in found.stories:
        blocks += [Text()] if blocks else []
        blocks.append(told(story))
    if found.others:
        blocks += [Text(), Text(f"{len(found.others):,} more such facts:", style="bold")]
        blocks += [_line(one) for one in found.others[:_OTHERS]]
        more = len(found.others) - _OTHERS
        blocks += [_beneath(Text(f"and {more:,} more", style="dim"))] if more > 0 else []
    return Group(*blocks)


def told(story: Story) -> RenderableType:
    """One story."""
    blocks: list[RenderableType] = [_head(story)]
    sections: list[tuple[str, list[RenderableType]]] = [
        ("Who says so", [*map(_telling, story.tellings), *_untold(story)]),
        *_reserved(story.reserved),
        ("Why it follows", list(_grounds(story.grounds)) if _is_inferred(story) else []),
        ("Cannot be true together with it", [_fact(one) for one in story.conflicts]),
        ("Where articles disagree about it", [_disputed(one) for one in story.disputes]),
        ("Corrections", [_corrected(one) for one in story.corrections]),
        ("What there is between them", [_fact(one) for one in story.beside]),
        ("Who is who", [_end(one) for one in story.ends if one.names or one.joined or one.matches]),
    ]
    for title, lines in sections:
        if lines:
            blocks += [Text(), Text(title, style="bold underline"), *lines]
    return Group(*blocks)


def _is_inferred(story: Story) -> bool:
    return Origin.INFERRED in story.origins or (
        Origin.MIRRORED in story.origins and any(one.axiom.kind == "inverse" for one in story.grounds)
    )


def _head(story: Story) -> RenderableType:
    lines: list[RenderableType] = [Text(says(story), style="bold")]
    lines.append(Text(origin(story)))
    if story.publishers:
        lines.append(Text(f"Published by {', '.join(story.publishers)}{when(story)}."))
    for source in story.reference:
        lines.append(Text(f"Reference data, from {source}", overflow="fold"))
    if story.iri:
        lines.append(Text(story.iri, style="dim", overflow="fold"))
    return Group(*lines)


def _telling(one: Telling) -> RenderableType:
    paper = one.report.article
    parts = [paper.title or paper.iri, paper.publisher, day(paper.date) if paper.date else None]
    lines: list[RenderableType] = [_beneath(Text(" · ".join(part for part in parts if part), overflow="fold"))]
    lines += [_beneath(_quoted(passage), 4) for passage in one.outer]
    speaker = f"according to {one.report.according_to.label}" if one.report.according_to else None
    modality = one.modality if one.modality != "asserted" else None
    about = [modality, speaker, *(_rule(rule) for rule in one.rules), f"read by {one.reader}" if one.reader else None]
    lines.append(_beneath(Text("; ".join(part for part in about if part), style="dim"), 4))
    page = next((passage.page for passage in one.passages if passage.page), None) or paper.url
    if page:
        lines.append(_beneath(Text(page, style=f"dim link {page}", overflow="fold"), 4))
    return Group(*lines)


def _quoted(passage: Quoted) -> Text:
    """The words in their context, which is dim."""
    if passage.text is None:
        return Text(f"Characters {passage.start:,} to {passage.end:,}; the words are not shared.", style="italic")
    before, after = passage.context
    said = Text(f"…{before} " if before else "", style="dim")
    said.append(f"“{' '.join(passage.text.split())}”", style="not dim italic")
    return said.append(f" {after}…" if after else "")


def _rule(rule: Rule) -> str:
    if rule.precision is None or rule.low is None or rule.high is None:
        return f"rule {rule.name}, never judged"
    return f"rule {rule.name}, right in {rule.right:,} of {rule.judged:,} ({rule.low:.0%} to {rule.high:.0%})"


def _untold(story: Story) -> list[RenderableType]:
    if not story.untold:
        return []
    return [_beneath(Text(f"and {story.untold:,} more; --most {len(story.tellings) + story.untold} tells all."))]


def _reserved(tellings: Sequence[Telling]) -> Iterator[tuple[str, list[RenderableType]]]:
    for modality, title in _RESERVED.items():
        yield title, [_telling(one) for one in tellings if one.modality == modality]


def _grounds(grounds: Iterable[Ground], depth: int = 2) -> Iterator[RenderableType]:
    for ground in grounds:
        yield _beneath(Text(f"By the ontology, {axiom(ground.axiom)}."), depth)
        for premise in ground.premises:
            yield _beneath(_premise(premise), depth + 2)
            yield from _grounds(premise.grounds, depth + 4)


def _premise(premise: Premise) -> Text:
    line = Text.assemble(("· ", "dim"), says(premise))
    kinds = [kind.value for kind in premise.origins if kind is not Origin.MIRRORED] or ["stated"]
    sources = f", {premise.sources} source{'s' * (premise.sources != 1)}" if premise.sources else ""
    return line.append(f" ({' and '.join(kinds)}{sources})", style="dim")


def _fact(fact: Stated) -> RenderableType:
    sources = f"{fact.sources} source{'s' * (fact.sources != 1)}"
    lines: list[RenderableType] = [_beneath(Text(stated_words(fact)).append(f" ({sources})", style="dim"))]
    for report in fact.reports[:1]:
        text = next((passage.text for passage in report.passages if passage.text), None)
        if text:
            lines.append(_beneath(Text(f"“{' '.join(text.split())}”", style="italic"), 4))
    return Group(*lines)


def _disputed(one: Disputed) -> RenderableType:
    about = " and ".join(thing.label for thing in one.about)
    lines: list[RenderableType] = [_beneath(Text(f"{about}, {one.regarding.label}: {one.reason}"))]
    for version in one.versions:
        who = f" – {', '.join(version.publishers)}" if version.publishers else ""
        lines.append(
            _beneath(Text.assemble(("· ", "dim"), version.words, (f"{who}{_sources(version.sources)}", "dim")), 4)
        )
    return Group(*lines)


def _corrected(one: Corrected) -> RenderableType:
    lines: list[RenderableType] = [
        _beneath(Text(f"{one.label} – {one.by}, {day(one.on)}: {' '.join(one.why.split())}"))
    ]
    lines.append(_beneath(Text(f"{one.outcome}: {one.effect}", style="dim"), 4))
    lines += [_beneath(Text(page, style="dim", overflow="fold"), 4) for page in one.evidence]
    return Group(*lines)


def _sources(count: int) -> str:
    return f" ({count:,} source{'s' * (count != 1)})"


def _end(end: End) -> RenderableType:
    line = Text(end.thing.label, style="bold")
    if end.names:
        more = f" and {len(end.names) - _NAMES} more" if len(end.names) > _NAMES else ""
        line.append(f" – also {', '.join(end.names[:_NAMES])}{more}", style="not bold")
    lines: list[RenderableType] = [_beneath(line)]
    for one in end.joined[:_JOINED]:
        lines.append(_beneath(Text(f"joined with it: {one.label} <{one.iri}>", style="dim", overflow="fold"), 4))
    if len(end.joined) > _JOINED:
        lines.append(_beneath(Text(f"and {len(end.joined) - _JOINED:,} more IRIs", style="dim"), 4))
    for match in end.matches[:_JOINED]:
        left, right = (f"“{side.label}”" for side in (match.one, match.other))
        sides = f"{left} and {right}" if left != right else f"Two of the name {left}"
        said = f"{sides} {_VERDICTS.get(match.verdict, 'were compared')}"
        lines.append(_beneath(Text(f"{said} ({match.score:g}): {' '.join(match.reasons)}", style="dim"), 4))
    return Group(*lines)


def _line(story: Story) -> RenderableType:
    counts = (
        f"{story.sources} source{'s' * (story.sources != 1)}" if story.sources else origin(story).lower().rstrip(".")
    )
    return _beneath(Text(f"{says(story)} ").append(f"({counts})", style="dim"))


def _beneath(content: RenderableType, depth: int = 2) -> RenderableType:
    return Padding(content, (0, 0, 0, depth), expand=False)
