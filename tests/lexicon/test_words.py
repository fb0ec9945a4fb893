"""The lists of words beside the phrases."""

from __future__ import annotations

import pytest

from cleanarticle.lexicon.words import languages_of, load_words, month_names, words_of


def test_words_of_a_list_are_those_of_all_languages() -> None:
    assert {"copyright", "droits réservés", "著作権"} <= words_of("rights")
    assert {"views", "vues", "閲覧"} <= words_of("counts.readers")
    assert "counts" not in words_of("counts.readers")


@pytest.mark.parametrize(("name", "error"), [("no-such-list", FileNotFoundError), ("counts.nothing", KeyError)])
def test_what_is_not_there_is_refused(name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        words_of(name)
    assert languages_of(name) == ()


def test_each_form_of_a_month_is_a_name_of_its_own() -> None:
    assert {"march", "märz", "mars", "كانون", "الثاني"} <= month_names()
    assert not any("|" in name or " " in name for name in month_names())


def test_a_list_is_read_once() -> None:
    assert load_words("months") is load_words("months")
