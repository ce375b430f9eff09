"""Archives: every file in them is an input of its own, named ``archive.zip!/member``. Nothing is written to disk."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Final, cast

from loaders.formats.limits import CHUNK, MAX_DEPTH, MAX_NESTED_ZIP, Packed, TooMuch, Unpacked
from loaders.formats.source import Found, Source, opened
from ontology.errors import LoadError, MalformedArticle, NoArticle

Read = Callable[[Source], Iterator[Found]]
"""What reads a member, whatever format it has."""

STREAM_ERRORS: Final = (EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError, OSError)
"""What reading from a damaged archive raises."""
_BROKEN: Final = (*STREAM_ERRORS, ValueError, RuntimeError, OverflowError, struct.error)
"""What opening one raises, besides."""
_OFFICE: Final = {
    "[Content_Types].xml": "a Word, Excel or PowerPoint document: save it as text, HTML or CSV",
    "META-INF/MANIFEST.MF": "a Java program: no article",
    "mimetype": "an OpenDocument file or e-book: save it as text or HTML",
}


def gzipped(source: Source, read: Read) -> Iterator[Found]:
    """What a gzip file holds: one file, or a tar archive."""
    _require_shallow(source)
    inner = source.name[: -len(source.suffix)] if source.suffix in (".gz", ".gzip") else source.name
    packed = Packed(source.stream)
    with gzip.GzipFile(fileobj=cast("BinaryIO", packed), mode="rb") as file:
        stream = io.BufferedReader(Unpacked(file, name=source.name, budget=source.budget, packed=packed), CHUNK)
        try:
            member = opened(
                stream, name=inner, url=source.url, charset=source.charset, depth=source.depth + 1, budget=source.budget
            )
            yield from read(member)
        except _BROKEN as error:
            raise _damaged(source, error) from error


def tar(source: Source, read: Read) -> Iterator[Found]:
    """The files of a tar archive, in its order."""
    _require_shallow(source)
    empty = True
    try:
        with tarfile.open(fileobj=source.stream, mode="r|") as archive:
            for info in archive:
                name = f"{source.name}!/{info.name}"
                if info.isdir() or _is_hidden(info.name):
                    continue
                empty = False
                source.budget.take_member(source.name)
                if refusal := _refusal(info.name, name, is_link=info.issym() or info.islnk(), is_file=info.isfile()):
                    yield refusal
                elif (file := archive.extractfile(info)) is not None:
                    counted = Unpacked(file, name=name, budget=source.budget, packed=Packed(size=info.size))
                    yield from _member(io.BufferedReader(counted, CHUNK), name, source, read)
    except _BROKEN as error:
        raise _damaged(source, error) from error
    if empty:
        raise NoArticle(f"{source.name} is an empty archive.")


def zipped(source: Source, read: Read) -> Iterator[Found]:
    """The files of a zip archive, by name."""
    _require_shallow(source)
    try:
        with _seekable(source) as file, zipfile.ZipFile(file) as archive:
            infos = sorted(archive.infolist(), key=lambda info: info.filename)
            names = {info.filename for info in infos}
            for telling, kind in _OFFICE.items():
                if telling in names:
                    raise NoArticle(f"{source.name} is {kind}.")
            infos = [info for info in infos if not info.is_dir() and not _is_hidden(info.filename)]
            if not infos:
                raise NoArticle(f"{source.name} is an empty archive.")
            for info in infos:
                source.budget.take_member(source.name)
                yield from _zip_member(archive, info, source, read)
    except _BROKEN as error:
        raise _damaged(source, error) from error


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source, read: Read) -> Iterator[Found]:
    name = f"{source.name}!/{info.filename}"
    mode = info.external_attr >> 16
    if refusal := _refusal(
        info.filename, name, is_link=stat.S_ISLNK(mode), is_file=stat.S_IFMT(mode) in (0, stat.S_IFREG)
    ):
        yield refusal
        return
    if info.flag_bits & 1:
        yield MalformedArticle(f"{name} is locked with a password: unpack the archive yourself, and load the folder.")
        return
    try:
        with archive.open(info) as file:
            packed = Packed(size=info.compress_size)
            counted = Unpacked(file, name=name, budget=source.budget, packed=packed)
            yield from _member(io.BufferedReader(counted, CHUNK), name, source, read)
    except NotImplementedError as error:
        yield MalformedArticle(f"{name} is packed in a way that is not known ({error}): pack it again.")
    except _BROKEN as error:
        yield _damaged(source, error, name)


def _member(stream: io.BufferedReader, name: str, source: Source, read: Read) -> Iterator[Found]:
    try:
        yield from read(opened(stream, name=name, depth=source.depth + 1, budget=source.budget))
    except LoadError as error:
        if isinstance(error, TooMuch) and error.of != name:
            raise
        yield error


def _require_shallow(source: Source) -> None:
    if source.depth >= MAX_DEPTH:
        raise MalformedArticle(
            f"{source.name} is an archive in an archive, more than {MAX_DEPTH} deep: unpack it yourself."
        )


def _refusal(path: str, name: str, *, is_link: bool, is_file: bool) -> MalformedArticle | None:
    """Why a member is not even looked at."""
    plain = path.replace("\\", "/")
    if plain.startswith("/") or ".." in PurePosixPath(plain).parts or (len(plain) > 1 and plain[1] == ":"):
        return MalformedArticle(f"{name} points to a place outside of its archive: it is not read.")
    if is_link:
        return MalformedArticle(f"{name} is a link, not a file: it is not followed.")
    if not is_file:
        return MalformedArticle(f"{name} is a device, not a file: it is not read.")
    return None


def _is_hidden(path: str) -> bool:
    """Whether a member is hidden, or what macOS adds to archives."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or "__MACOSX" in parts


def _seekable(source: Source) -> BinaryIO:
    """A stream that a zip archive can be read from, whose directory is at its end."""
    if source.stream.seekable():
        return source.stream
    kept = tempfile.SpooledTemporaryFile(max_size=8_000_000)  # noqa: SIM115 -- closed by the caller
    size = 0
    while data := source.stream.read(CHUNK):
        size += len(data)
        if size > MAX_NESTED_ZIP:
            kept.close()
            raise MalformedArticle(
                f"{source.name} is an archive in an archive, of more than {MAX_NESTED_ZIP // 1_000_000} MB: unpack it."
            )
        kept.write(data)
    kept.seek(0)
    return cast("BinaryIO", kept)


def _damaged(source: Source, error: Exception, name: str | None = None) -> MalformedArticle:
    return MalformedArticle(f"{name or source.name} is damaged ({str(error) or type(error).__name__}): fetch it again.")
