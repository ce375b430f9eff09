"""A small tokenizer of SPARQL: enough to tell words and variables from strings, IRIs and comments.

It follows the terminals of SPARQL 1.1 (https://www.w3.org/TR/sparql11-query/#sparqlGrammar, section 19.8); a text that
does not end is a token of its own kind, ``open``. It never goes back, so that its time is in proportion to the text.
Joined, the tokens of a text are the text. Which token is meant by ``<`` is up to the grammar, so that nothing that must
not be missed may rest on tokens alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from typing import Final, NamedTuple

_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
"""PN_CHARS_BASE, and what follows from it."""
_START: Final = f"{_BASE}_"
LATER: Final = f"{_START}0-9\u00b7\u0300-\u036f\u203f\u2040"
"""What the name of a variable may hold, for the inside of a character class of ``re``."""
ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
"""An escaped character of a local name, as a regular expression."""
_LONG_DOUBLE: Final = r'\"\"\"(?:"{0,2}+(?:[^"\\]|\\.))*+'
_LONG_SINGLE: Final = r"'''(?:'{0,2}+(?:[^'\\]|\\.))*+"
_DOUBLE: Final = r'(?!\"\"\")"(?:[^"\\\r\n]|\\.)*+'
_SINGLE: Final = r"(?!''')'(?:[^'\\\r\n]|\\.)*+"
_LONGEST: Final = 100
"""Letters of a prefix beyond which it is none: looking further from every word would take quadratic time."""
_TOKEN: Final = re.compile(
    rf"""
    (?P<comment>\#[^\r\n]*+)
  | (?P<string>{_LONG_DOUBLE}\"\"\" | {_LONG_SINGLE}''' | {_DOUBLE}" | {_SINGLE}')
  | (?P<open>{_LONG_DOUBLE} | {_LONG_SINGLE} | {_DOUBLE} | {_SINGLE})
  | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*+>)
  | (?P<variable>[?$][{_START}0-9][{LATER}]*+)
  | (?P<blank>_:[{_START}0-9](?:[{LATER}-]|\.++(?=[{LATER}-]))*+)
  | (?P<name>(?:[{_BASE}][{LATER}.-]{{0,{_LONGEST}}}+(?<!\.))?:
      (?:(?:[{_START}:0-9]|{ESCAPED})(?:[{LATER}:-]|{ESCAPED}|\.++(?=[{LATER}:-]|{ESCAPED}))*+)?)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*+)
  | (?P<word>[{_START}][{LATER}]*+)
  | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<space>\s+)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CODEPOINT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})")


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
