"""What ``Graph.explain`` gives: stories of facts, as text, as JSON, and as a document of PROV-O."""

from __future__ import annotations

import json
from typing import Any

from graph.story import Story
from graph.story_asked import Explanation
from graph.story_rdf import provenance, turtle
from kerege.story_json import story_json
from kerege.story_words import origin, says


class Explained:
    """The stories of the facts that were asked about."""

    def __init__(self, found: Explanation) -> None:
        """What ``graph.story_asked.explained`` found."""
        self._found = found

    @property
    def stories(self) -> tuple[Story, ...]:
        """The best sourced first; that of a fact that is not there, where none is."""
        return self._found.stories

    @property
    def others(self) -> tuple[Story, ...]:
        """Further facts that are meant, without what articles say of them."""
        return self._found.others

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about how names were understood."""
        return self._found.notes

    @property
    def holds(self) -> bool:
        """Whether the graph holds what was asked about."""
        return any(story.holds for story in self.stories)

    def data(self) -> dict[str, Any]:
        """All of it as plain data, as ``json`` writes it."""
        return {
            "holds": self.holds,
            "stories": [story_json(story) for story in self.stories],
            "others": [{"says": says(one), "fact": one.iri, "sources": one.sources} for one in self.others],
        }

    def json(self) -> str:
        """All of it as JSON."""
        return json.dumps(self.data(), ensure_ascii=False, indent=2) + "\n"

    def turtle(self) -> str:
        """The provenance of the facts in the terms of PROV-O, as Turtle."""
        return turtle(provenance(self.stories, self._found.base), self._found.base)

    def __str__(self) -> str:
        """What each story is about, a line each; ``kerege explain`` prints the whole."""
        return "\n".join(f"{says(story)}. {origin(story)}" for story in self.stories)

    def __repr__(self) -> str:
        """What it is about."""
        return f"<kerege.Explained {'; '.join(says(story) for story in self.stories)}>"
