"""The small publication that the query tests ask: invented names, in the published layout."""

from pathlib import Path

from pyoxigraph import RdfFormat, Store

from ontology.vocabulary import FOLDER

TESTS = Path(__file__).parent


def published(directory: Path) -> Path:
    """Make the publication in a directory, the ontology included, and give that directory."""
    store = Store(str(directory))
    store.bulk_load(path=TESTS / "query_fixture.trig", format=RdfFormat.TRIG)
    store.bulk_load(path=FOLDER / "kerege.ttl", format=RdfFormat.TURTLE)
    store.flush()
    return directory
