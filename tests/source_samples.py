"""Made-up news in many forms, for the tests of loading."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping

from loaders.article import Article
from loaders.formats.reading import found_in
from loaders.formats.source import Found, opened
from ontology.errors import LoadError

PARAGRAPHS = (
    "The Steppe Development Bank will lend Ruritania $120 million for a road between Port Sava and Kesh, its president"
    " said on Tuesday after talks with the prime minister in the capital.",
    "The loan is to be paid back over twenty years, and the first works begin in the spring. The ministry of roads has"
    " chosen three companies, which will build bridges over the two rivers that the old road crosses by ferry.",
    "“We have waited for this road for a generation,” said Aigul Saparova, who heads the council of the upper valley."
    " She added that farmers would reach the market in two hours, where it takes them a day now.",
)
TEXT = "\n\n".join(PARAGRAPHS)
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Bank lends for valley road | The Sava Times</title>
<link rel="canonical" href="https://sava-times.example/2026/03/valley-road">
<meta property="og:title" content="Bank lends for valley road"><meta property="og:site_name" content="The Sava Times">
<meta property="article:published_time" content="2026-03-04T09:30:00+05:00"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Bank lends for valley road</h1>{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)}</article>
<footer>Copyright The Sava Times. All rights reserved. <a href="/about">About us</a></footer></body></html>"""


def found(data: bytes, name: str = "input") -> list[Found]:
    """What comes out of the bytes of a file of that name."""
    return list(found_in(opened(io.BytesIO(data), name=name)))


def only_article(data: bytes, name: str = "input") -> Article:
    """The one article that comes out."""
    (article,) = found(data, name)
    assert isinstance(article, Article), article
    return article


def only_reason(data: bytes, name: str = "input") -> str:
    """The one reason why no article comes out."""
    (reason,) = found(data, name)
    assert isinstance(reason, LoadError), reason
    return str(reason)


def told(items: list[Found]) -> list[str]:
    """Sources of articles, sentences of errors."""
    return [item.source if isinstance(item, Article) else f"error: {item}" for item in items]


def zipped(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(members: Mapping[str, bytes | tarfile.TarInfo]) -> bytes:
    """A gzipped tar archive; a ``TarInfo`` is a member without content."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in members.items():
            if isinstance(data, tarfile.TarInfo):
                archive.addfile(data)
            else:
                info = tarfile.TarInfo(name)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    return gzip.compress(file.getvalue(), mtime=0)
