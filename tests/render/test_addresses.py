"""Which addresses may be written, and how."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanarticle.render.addresses import identifier, safe_address


@pytest.mark.parametrize(
    "address",
    [
        "https://harbour.example/a?b=c&d=e#f",
        "HTTP://harbour.example",
        "//harbour.example/a",
        "/a/b.html",
        "a.html",
        "../a:b",
        "?a:b",
        "#javascript:1",
        "mailto:ada@harbour.example",
        "tel:+4912",
        "https://harbour.example/brücke",
    ],
)
def test_safe_addresses_stay_as_they_are(address: str) -> None:
    assert safe_address(address) == address


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (" /a b\n", "/a%20b"),
        ("/a\tb\x00c", "/a%09b%00c"),
        ("/a\u00a0b\u202ec\u3000", "/a%C2%A0b%E2%80%AEc%E3%80%80"),
        ("/a\ud800\uffff", "/a%ED%A0%80%EF%BF%BF"),
    ],
)
def test_white_space_and_controls_are_encoded(address: str, expected: str) -> None:
    assert safe_address(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        " ",
        ":",
        ":a",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " \x01javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript\r:alert(1)",
        "javascript\u200b:alert(1)",
        "java&Tab;script:alert(1)",
        "javascript&colon;alert(1)",
        "&#106;avascript&#58;alert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>",
        "blob:https://harbour.example/1",
        "file:///etc/passwd",
        "view-source:https://harbour.example",
        "unknown:a",
        "harbour.example:80",
    ],
)
def test_other_addresses_are_left_out(address: str | None) -> None:
    assert safe_address(address) is None


@given(st.text(max_size=12) | st.text("javscript:&#;/ \t\x00", max_size=20))
def test_an_address_is_written_once_and_for_all(address: str) -> None:
    safe = safe_address(address)
    assert safe is None or (safe_address(safe) == safe and not any(map(str.isspace, safe)))
    assert not any(map(str.isspace, identifier(address)))
