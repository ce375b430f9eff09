"""The parameters of a stored query, read from the names of its variables as grlc does.

``?_name`` is required, ``?__name`` optional (it stays a variable when no value is given). A suffix tells the type:
``_iri``, ``_number``, ``_integer``, ``_literal``, a language (``_en``), or a prefix and a datatype (``_xsd_date``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.errors import BadParameter
from queries.binding import checked_iri, checked_text

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
PREFIXES: Final = {
    "xsd": _XSD,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "geo": "http://www.opengis.net/ont/geosparql#",
}
_VARIABLE: Final = re.compile(r"(?P<dashes>__?)(?P<name>[A-Za-z0-9]+)(?:_(?P<type>[A-Za-z]+)(?:_(?P<datatype>\w+))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a stored query."""

    name: str
    variable: str
    """The variable that stands for it, without the question mark."""
    type: str
    """``string``, ``iri``, ``number``, ``integer``, ``language`` or ``datatype``."""
    required: bool
    datatype: str | None = None
    """IRI of the datatype of a number, an integer or a ``datatype``."""
    language: str | None = None
    kinds: tuple[str, ...] = ()
    """Local names of the classes of what may be named here; empty for a plain value."""
    description: str = ""
    example: str | None = None
    default: str | None = None

    def term(self, value: str) -> NamedNode | Literal:
        """The value as an RDF term of the parameter's type; raises ``BadParameter`` with what is expected."""
        checked_text(value)
        if self.type == "iri":
            return NamedNode(checked_iri(value))
        if self.type == "language":
            return Literal(value, language=self.language)
        if self.datatype is None:
            return Literal(value)
        valid = _LEXICAL.get(self.datatype.removeprefix(_XSD))
        text = value.strip()
        if valid is not None:
            check, wanted = valid
            try:
                check(text)
            except (ValueError, InvalidOperation):
                raise BadParameter(f"“{value}” is no value of {self.name}: write {wanted}.") from None
        return Literal(text, datatype=NamedNode(self.datatype))


def _decimal(text: str) -> None:
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", text, re.ASCII):
        raise ValueError(text)
    Decimal(text)


def _integer(text: str) -> None:
    if not re.fullmatch(r"[+-]?\d+", text, re.ASCII):
        raise ValueError(text)


def _day(text: str) -> None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise ValueError(text)
    date.fromisoformat(text)


def _boolean(text: str) -> None:
    if text not in ("true", "false"):
        raise ValueError(text)


def _year(text: str) -> None:
    if not re.fullmatch(r"\d{4}", text, re.ASCII):
        raise ValueError(text)


def _moment(text: str) -> None:
    if "T" not in text:
        raise ValueError(text)
    datetime.fromisoformat(text)


_LEXICAL: Final[dict[str, tuple[Callable[[str], None], str]]] = {
    "decimal": (_decimal, "a number such as 2.5"),
    "integer": (_integer, "a whole number"),
    "date": (_day, "a date as YYYY-MM-DD"),
    "boolean": (_boolean, "true or false"),
    "gYear": (_year, "a year as YYYY"),
    "dateTime": (_moment, "a time as YYYY-MM-DDTHH:MM:SS"),
}


def is_parameter(variable: str) -> bool:
    """Whether a variable of this name (without the question mark) is a parameter."""
    return variable.startswith("_")


def parameter(
    variable: str,
    *,
    kinds: tuple[str, ...] = (),
    description: str = "",
    example: str | None = None,
    default: str | None = None,
) -> Parameter:
    """The parameter that a variable stands for; raises ``BadParameter`` for a name that breaks the rules.

    >>> parameter("__since_xsd_date").datatype
    'http://www.w3.org/2001/XMLSchema#date'
    """
    match = _VARIABLE.fullmatch(variable)
    if match is None:
        raise BadParameter(f"?{variable} names no parameter: write ?_name, ?__name, ?_name_iri or ?_name_xsd_date.")
    type_, datatype, language = _typed(variable, match["type"], match["datatype"])
    return Parameter(
        name=match["name"],
        variable=variable,
        type=type_,
        required=match["dashes"] == "_",
        datatype=datatype,
        language=language,
        kinds=kinds,
        description=description,
        example=example,
        default=default,
    )


def _typed(variable: str, suffix: str | None, datatype: str | None) -> tuple[str, str | None, str | None]:
    """Type, datatype and language that the suffix of a parameter stands for."""
    if datatype is not None:
        namespace = PREFIXES.get(suffix or "")
        if namespace is None:
            raise BadParameter(f"?{variable} has the unknown prefix {suffix}: use xsd, as in ?_since_xsd_date.")
        return "datatype", namespace + datatype, None
    match suffix:
        case None | "literal":
            return "string", None, None
        case "iri":
            return "iri", None, None
        case "number":
            return "number", _XSD + "decimal", None
        case "integer":
            return "integer", _XSD + "integer", None
        case _ if re.fullmatch("[a-z]{2,3}", suffix):
            return "language", None, suffix
        case _:
            raise BadParameter(f"?{variable} has the unknown type {suffix}: use iri, number, integer, literal or en.")
