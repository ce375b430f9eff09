"""The report on agreement as one HTML file that needs nothing else, for a screen in any light and for paper."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from graph.files import written
from ontology.errors import StoreError
from service.addresses import of_web
from service.agreement_report import Report
from service.wording import counted, day, span

_FOLDER: Final = Path(__file__).parent


def sheet(report: Report) -> str:
    """The report as HTML; its policy forbids every request."""
    templates = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    style = (_FOLDER / "static" / "agreement_report.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    words: dict[str, Any] = {"counted": counted, "day": day, "span": span, "of_web": of_web, "digest": digest}
    words["style"] = Markup(style)  # noqa: S704 - our own file
    return templates.get_template("agreement_report.html").render(report=report, **words)


def write_sheet(report: Report, path: Path) -> None:
    """Write the report to a file, which appears whole or not at all; raises ``StoreError`` if that fails."""
    try:
        with written(path) as file:
            file.write(sheet(report).encode("utf-8"))
    except OSError as error:
        raise StoreError(f"{path} could not be written: {error.strerror}.") from error
