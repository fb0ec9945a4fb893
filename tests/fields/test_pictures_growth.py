"""The addresses of pictures are read in linear time, whatever stands in them."""

from __future__ import annotations

from time import process_time

import pytest

from cleanarticle.fields.picture_addresses import _CANDIDATE

SIZES = (4_000, 16_000)


@pytest.mark.parametrize("piece", [",", " ", "a,", "a ,", ", a", "a 1x,", "\t,", "a,," * 3 + " "])
def test_a_set_of_addresses_is_linear(piece: str) -> None:
    """Four times the length may take four times as long; a quadratic expression takes sixteen."""
    times = []
    for size in SIZES:
        text = "a" + piece * (size // len(piece))
        took = []
        for _ in range(5):
            start = process_time()
            list(_CANDIDATE.finditer(text))
            took.append(process_time() - start)
        times.append(min(took))
    assert times[1] < 10 * times[0] + 0.01
