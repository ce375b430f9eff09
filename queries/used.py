"""The terms that a query uses: the IRIs that stand in it, in full or with a prefix."""

from __future__ import annotations

from collections.abc import Iterator

from queries.tokens import Token, code


def used(text: str) -> Iterator[tuple[Token, str | None]]:
    """Yield each name and IRI of a query with the IRI that it stands for; none where its prefix is not declared.

    What PREFIX and BASE declare is no term. A relative IRI comes as it stands.

    >>> [iri for _, iri in used("PREFIX k: <http://k/> SELECT * { ?x k:a <http://b> }")]
    ['http://k/a', 'http://b']
    """
    found = code(text)
    prefixes: dict[str, str] = {}
    declared: set[int] = set()
    for at, token in enumerate(found):
        name, iri = (*found[at + 1 : at + 3], None, None)[:2]
        if token.keyword == "PREFIX" and name and iri and (name.kind, iri.kind) == ("name", "iri"):
            prefixes[name.text] = iri.text[1:-1]
            declared |= {name.start, iri.start}
        elif token.keyword == "BASE" and name and name.kind == "iri":
            declared.add(name.start)
    for token in found:
        if token.kind == "iri" and token.start not in declared:
            yield token, token.text[1:-1]
        elif token.kind == "name" and token.start not in declared:
            prefix, _, local = token.text.partition(":")
            namespace = prefixes.get(f"{prefix}:")
            yield token, None if namespace is None else namespace + local.replace("\\", "")
