"""Marks of a text as properly nested events, however odd the marks are."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanarticle import TextMark
from cleanarticle.content import MarkKind
from cleanarticle.render.inline import MarkEnd, MarkPlace, MarkStart, inline_events


def mark(kind: MarkKind, start: int, end: int) -> TextMark:
    return TextMark(kind=kind, start=start, end=end)


def shape(text: str, *marks: TextMark) -> str:
    """The events as one string: `<link` and `link>` around what a link has, `|image|` for a place."""
    parts = []
    for event in inline_events(text, marks):
        if isinstance(event, str):
            parts.append(event)
        elif isinstance(event, MarkStart):
            parts.append(f"<{event.mark.kind} ")
        elif isinstance(event, MarkEnd):
            parts.append(f" {event.mark.kind}>")
        else:
            parts.append(f"|{event.mark.kind}|")
    return "".join(parts)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ((), "abcdef"),
        ((mark("strong", 0, 6), mark("link", 2, 4)), "<strong ab<link cd link>ef strong>"),
        ((mark("strong", 2, 4), mark("link", 2, 4)), "ab<strong <link cd link> strong>ef"),
        ((mark("strong", 0, 3), mark("link", 3, 6)), "<strong abc strong><link def link>"),
        (
            (mark("strong", 0, 4), mark("emphasis", 2, 6)),
            "<strong ab<emphasis cd emphasis> strong><emphasis ef emphasis>",
        ),
        ((mark("link", 0, 4), mark("link", 2, 3)), "<link abcd link>ef"),
        ((mark("link", 2, 4), mark("footnote", 4, 4)), "ab<link cd link>|footnote|ef"),
        ((mark("footnote", 2, 2), mark("link", 2, 4)), "ab|footnote|<link cd link>ef"),
        ((mark("link", 2, 4), mark("image", 2, 2)), "ab<link |image|cd link>ef"),
        ((mark("image", 6, 6),), "abcdef|image|"),
        ((mark("image", 90, 99), mark("link", 4, 99), mark("code", 5, 2)), "abcd<link ef link>|image|"),
        ((mark("break", 2, 3),), "abcdef"),
    ],
)
def test_marks_are_nested(marks: tuple[TextMark, ...], expected: str) -> None:
    assert shape("abcdef", *marks) == expected


def test_a_text_without_characters_has_its_places() -> None:
    assert shape("", mark("image", 0, 0), mark("link", 0, 0)) == "|image|"


marks = st.lists(st.builds(mark, st.sampled_from(get_args(MarkKind)), st.integers(0, 12), st.integers(0, 12)))


@given(st.text(max_size=9), marks)
def test_any_marks_give_the_text_and_nested_events(text: str, given_marks: list[TextMark]) -> None:
    opened: list[TextMark] = []
    parts: list[str] = []
    for event in inline_events(text, given_marks):
        if isinstance(event, str):
            assert event
            parts.append(event)
        elif isinstance(event, MarkStart):
            opened.append(event.mark)
        elif isinstance(event, MarkEnd):
            assert opened.pop() is event.mark
        else:
            assert isinstance(event, MarkPlace)
        assert sum(mark.kind == "link" for mark in opened) <= 1
    assert not opened
    assert "".join(parts) == text
