"""The host of an address."""

from __future__ import annotations

import pytest

from cleanarticle.page.urls import host_of


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://News.Ferry.example:8443/a?b#c", "news.ferry.example"),
        ("//ferry.example/a", "ferry.example"),
        ("/a/b", ""),
        ("", ""),
        (None, ""),
        ("https://[broken/a", ""),
    ],
)
def test_the_host_is_in_lower_case_and_without_port(address: str | None, host: str) -> None:
    assert host_of(address) == host
