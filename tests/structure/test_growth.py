"""Pages made to cost: the time to read a body grows with the page, whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cpu_time import GROWTH, linear_growth

from cleanarticle import Extractor

EXTRACTOR = Extractor()
TEXT = "The ferry left the harbour at noon with forty passengers, and the wind was light from the west."


@pytest.mark.parametrize(
    "make",
    [
        lambda size: "<ul class=a><li>" * 200 + f"<p>{TEXT}</p>" * size,
        lambda size: "<table><tr><td>" * 100 + f"<p>{TEXT}</p>" * size,
        lambda size: "<table>" + f"<tr><td>noon</td><td>{TEXT}</td></tr>" * size + "</table>",
        lambda size: "<p>" + f"The <a href=/x>ferry</a>: {TEXT}<br>" * size,
        lambda size: ("<p>" + "the <a href=/x>old</a> <b>ferry</b> left " * 20) * (size // 10),
        lambda size: "<dl>" + "<dt>Ferry</dt>" * size + f"<dd>{TEXT}</dl>",
        lambda size: f"<details><summary>Who</summary><p>{TEXT}</p></details>" * size,
        lambda size: "".join(f"<p id=n{at}>{TEXT}<sup><a href=#n{at + 1}>{at}</a></sup></p>" for at in range(size)),
    ],
)
def test_a_body_is_read_in_linear_time(make: Callable[[int], str]) -> None:
    assert linear_growth(lambda size: f"<article>{make(size)}</article>", EXTRACTOR.inspect, 1_000) < GROWTH
