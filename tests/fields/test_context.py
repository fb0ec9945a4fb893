"""Addresses made absolute: what is joined in short is joined as the standard library does."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from cleanarticle.fields.context import RelativeBase

PAGE = "https://quay.example:8080/news/2026/ferry.html?page=2#top"
ADDRESSES = (
    "/media/f.jpg", "/media/f.jpg?w=800&h=600", "//static.quay.example/f.jpg", "//static.quay.example", "//", "/",
    "/a/../b.jpg", "/a/./b.jpg", "/.hidden/b.jpg", "//static.quay.example/../b.jpg", "/a//b.jpg", "/a;b/c;d", "/a;",
    "/a?", "/a#", "/a?#", "/a#part", "/a b.jpg", "/ä.jpg", "/a\tb.jpg", "f.jpg", "../f.jpg", "?page=3", "/a?b=//c/../d",
    "mailto:ida@quay.example", "//[static/f.jpg", "/a:b@c",
)  # fmt: skip


@pytest.mark.parametrize("page", [PAGE, "http://quay.example", "/news/ferry.html", "ftp://quay.example/a", ""])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_relative_address_is_joined_as_by_the_standard_library(page: str, address: str) -> None:
    try:
        expected = urljoin(page, address)
    except ValueError:
        expected = None
    assert RelativeBase(page, "").join(address) == expected


def test_with_a_malformed_base_no_relative_address_is_made_absolute() -> None:
    assert RelativeBase("http://[quay/", "x").join("/f.jpg") is None
