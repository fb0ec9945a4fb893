"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from cleanarticle.lexicon.lazy_pattern import lazy_pattern


def test_a_lazy_pattern_works_like_a_compiled_one() -> None:
    lazy, compiled = lazy_pattern(r"(f)erry", re.IGNORECASE), re.compile(r"(f)erry", re.IGNORECASE)
    text = "Ferry and ferry"
    assert lazy.findall(text) == compiled.findall(text)
    assert lazy.sub("boat", text) == "boat and boat"
    assert [match.span() for match in lazy.finditer(text)] == [(0, 5), (10, 15)]
    assert (lazy.groups, lazy.pattern, lazy.flags) == (1, compiled.pattern, compiled.flags)


def test_it_is_compiled_at_its_first_use() -> None:
    broken = lazy_pattern("(")
    with pytest.raises(re.error):
        broken.search("(")
