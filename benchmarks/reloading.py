"""Loading again what is unchanged, against loading it first: an article that is there costs a look-up."""

from __future__ import annotations

import json
from pathlib import Path

from copies import copies
from measure import folder, seconds, tell, times_given

from graph.publish import publish
from graph.store import GraphStore
from kerege.loading import loading
from loaders.article import Article


def main() -> None:
    """Load a folder of files, with publishing, and again; in one process, as the figures are to be compared."""
    found = list(copies(times_given(20, __doc__)))
    with folder() as place:
        write(found, place / "news")

        def load(store: Path) -> None:
            with GraphStore(store) as opened:
                for _ in loading(opened, [place / "news"], workers=1):
                    pass
                publish(opened)

        first = seconds(lambda: load(place / "store"), repeats=1)
        again = seconds(lambda: load(place / "store"))
    print(f"{len(found)} articles: {again / len(found) * 1000:.1f} ms for each that is unchanged.")
    tell(f"loading {len(found)} unchanged articles", again, first, "loading them first")


def write(found: list[Article], place: Path) -> None:
    """The articles as files with front matter."""
    place.mkdir()
    for number, article in enumerate(found):
        head = f"---\ntitle: {json.dumps(article.title)}\nid: {article.key}-{number}\n"
        head += f"date: {article.date}\n---\n" if article.date else "---\n"
        (place / f"{number:05}.md").write_text(head + article.text[article.body :], encoding="utf-8")


if __name__ == "__main__":
    main()
