"""Archives of invented pages, made for the tests."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import zstandard

HTML_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def page(number: int, size: int = 300) -> bytes:
    """A page that no other number gives."""
    words = f"The ferry number {number} left the harbour at noon. "
    return f"<html><body><h1>Ferry {number}</h1><p>{words * (1 + size // len(words))}</p></body></html>".encode()


def warc_record(
    number: int, block: bytes | None = None, *, kind: str = "response", media: str = "", **extra: str
) -> bytes:
    """One record, uncompressed."""
    block = HTML_HEAD + page(number) if block is None else block
    media = media or "application/http; msgtype=response"
    head = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{number:012}>",
        "WARC-Target-URI": f"https://ferry.example/{number}",
        "WARC-Date": "2024-05-01T12:00:00Z",
        "Content-Type": media,
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in extra.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def gz(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def zst(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


def same(data: bytes) -> bytes:
    return data


PACKERS: dict[str, Callable[[bytes], bytes]] = {".warc": same, ".warc.gz": gz, ".warc.zst": zst}


def mhtml(html: bytes, charset: str = "utf-8") -> bytes:
    """A saved page with a picture beside it."""
    head = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://ferry.example/saved\r\n"
        "Date: Wed, 1 May 2024 12:00:00 +0200\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b0"\r\n\r\n--b0\r\n'
        f"Content-Type: text/html; charset={charset}\r\nContent-ID: <frame-0>\r\n"
        "Content-Location: https://ferry.example/part\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    picture = (
        b"\r\n--b0\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b0--\r\n"
    )
    return head.encode() + html + picture


def rows(count: int, body: Callable[[int], bytes] = page) -> list[dict[str, Any]]:
    return [{"url": f"https://ferry.example/{n}", "html": body(n).decode(), "date": 1714564800} for n in range(count)]
