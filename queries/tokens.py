"""A small tokenizer of SPARQL: enough to tell words and variables from strings, IRIs and comments.

It follows the terminals of SPARQL 1.1 (https://www.w3.org/TR/sparql11-query/#sparqlGrammar, section 19.8), the letters
of names being what Python calls word characters. Joined, the tokens of a text are the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from typing import Final, NamedTuple

_ESCAPED_LOCAL: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_TOKEN: Final = re.compile(
    rf"""
    (?P<comment>\#[^\r\n]*)
  | (?P<string>\"\"\"(?:"{{0,2}}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
      | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
  | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
  | (?P<variable>[?$][\w\u00B7\u203F\u2040]+)
  | (?P<blank>_:[\w.-]*\w)
  | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:
      (?:(?:[\w:]|{_ESCAPED_LOCAL})(?:(?:[\w.:-]|{_ESCAPED_LOCAL})*(?:[\w:-]|{_ESCAPED_LOCAL}))?)?)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<word>[^\W\d]\w*)
  | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<space>\s+)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CODEPOINT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00[01][0-9A-Fa-f]{5})")


class Token(NamedTuple):
    """A piece of a query: its kind (the name of a group of the grammar above), its text and where it begins.

    A tuple rather than a dataclass, since making one is most of the work of a command's start.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.start + len(self.text)

    @property
    def keyword(self) -> str:
        """The word in capitals, or the mark; empty for anything else."""
        return self.text.upper() if self.kind in ("word", "mark") else ""


def tokens(text: str) -> Iterator[Token]:
    """Yield every token of a query, spaces and comments included.

    >>> [t.text for t in tokens('?x k:name "?_a"') if t.kind != "space"]
    ['?x', 'k:name', '"?_a"']
    """
    for match in _TOKEN.finditer(text):
        yield Token(str(match.lastgroup), match[0], match.start())


@lru_cache(maxsize=2)
def code(text: str) -> tuple[Token, ...]:
    """The tokens that mean something: without spaces and comments.

    The last texts are remembered, since a query is looked at several times before it is run.
    """
    return tuple(_code(text))


def unescaped(text: str) -> str:
    r"""The text with its ``\uXXXX`` escapes replaced, as engines may read it before they parse it (section 19.2)."""
    return _CODEPOINT.sub(lambda match: chr(int(match[1] or match[2], 16)), text)


def variables(text: str) -> tuple[str, ...]:
    """The names of the variables of a query, each once, in the order of first appearance."""
    return tuple(dict.fromkeys(token.text[1:] for token in tokens(text) if token.kind == "variable"))


def star(text: str) -> Token | None:
    """The ``*`` of a query that begins ``SELECT *``; nothing for any other query."""
    found = takewhile(lambda token: token.text != "{", _code(text))
    for token in found:
        if token.keyword == "SELECT":
            after = next((one for one in found if one.keyword not in ("DISTINCT", "REDUCED")), None)
            return after if after is not None and after.text == "*" else None
    return None


def _code(text: str) -> Iterator[Token]:
    return (token for token in tokens(text) if token.kind not in ("space", "comment"))
