from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from measures import (
    Counts,
    Scores,
    author_f1,
    bag_scores,
    date_outcome,
    exact_match,
    field_outcome,
    lenient_outcome,
    macro_scores,
    mean_scores,
    micro_scores,
    normalise,
    paragraph_f1,
    person_f1,
    rouge_lsum,
    shingle_counts,
    snippet_counts,
    word_f1,
)


class TestShingles:
    def test_an_extra_word_at_the_end_adds_one_shingle(self) -> None:
        # truth: abcd, bcde; output: abcd, bcde, cdef
        assert shingle_counts("a b c d e", "a b c d e f") == pytest.approx((2 / 3, 1 / 3, 0))

    def test_a_wrong_word_in_the_middle_costs_every_shingle_over_it(self) -> None:
        # truth: abcd, bcde, cdef, defg, efgh; output: abcd and four with X
        assert shingle_counts("a b c d e f g h", "a b c d X f g h") == pytest.approx((1 / 9, 4 / 9, 4 / 9))

    def test_repeated_shingles_count_as_often_as_they_stand(self) -> None:
        # truth: aaaa once; output: aaaa three times
        assert shingle_counts("a a a a", "a a a a a a") == pytest.approx((1 / 3, 2 / 3, 0))

    def test_punctuation_and_white_space_are_not_seen_but_case_is(self) -> None:
        assert shingle_counts("One, two – three\nfour", "One two three four!") == (1, 0, 0)
        assert shingle_counts("One two three four", "one two three four") == (0, 0.5, 0.5)

    def test_a_short_text_is_one_shingle(self) -> None:
        assert shingle_counts("a b", "a b") == (1, 0, 0)
        assert shingle_counts("a b", "a b c") == (0, 0.5, 0.5)

    def test_empty_texts(self) -> None:
        assert shingle_counts("", "") == (1, 0, 0)
        assert shingle_counts("a b c d", "") == (0, 0.5, 0.5)
        assert shingle_counts("", "a b c d e") == pytest.approx((0, 2 / 3, 1 / 3))

    def test_f1_is_of_the_mean_precision_and_the_mean_recall(self) -> None:
        pages = [Counts(0.5, 0.5, 0.0), Counts(0.25, 0.0, 0.75)]
        # precisions 1/2 and 1, recalls 1 and 1/4
        assert macro_scores(pages) == pytest.approx((0.75, 0.625, 2 * 0.75 * 0.625 / 1.375))

    def test_a_page_without_precision_or_recall_is_left_out_of_that_mean(self) -> None:
        assert macro_scores([Counts(1, 0, 0), Counts(0, 0, 1)]) == pytest.approx((1.0, 0.5, 2 / 3))
        assert macro_scores([Counts(1, 0, 0), Counts(0, 1, 0)]) == pytest.approx((0.5, 1.0, 2 / 3))
        assert macro_scores([Counts(0, 0.5, 0.5)]) == (0, 0, 0)


class TestExactMatch:
    def test_only_words_and_their_order_count(self) -> None:
        assert exact_match("“Yes”, she said.\n\nNo.", '"Yes" she said - No')
        assert not exact_match("Yes she said", "she said Yes")
        assert not exact_match("Yes", "yes")
        assert not exact_match("Yes yes", "Yes")


class TestWords:
    def test_order_and_case_do_not_count_multiplicity_does(self) -> None:
        assert word_f1("The cat saw the dog", "the dog saw the cat") == (1, 1, 1)
        # "the" once of twice: 4 words found of 5, one of the output's 5 wrong
        assert word_f1("The cat saw the dog", "The cat saw a dog") == pytest.approx((0.8, 0.8, 0.8))
        assert word_f1("a b c d", "a") == pytest.approx((1, 0.25, 0.4))

    def test_empty_texts(self) -> None:
        assert word_f1("", " — ") == (1, 1, 1)
        assert word_f1("a", "") == (0, 0, 0)
        assert word_f1("", "a") == (0, 0, 0)

    def test_the_mean_is_of_the_pages_f1(self) -> None:
        pages = [Scores(1.0, 0.5, 2 / 3), Scores(0.0, 0.0, 0.0)]
        assert mean_scores(pages) == pytest.approx((0.5, 0.25, 1 / 3))
        assert mean_scores([]) == (0, 0, 0)


class TestBags:
    def test_overlap_is_the_smaller_count_of_each(self) -> None:
        # shared: a once, b twice
        assert bag_scores("aabb", "abbbc") == pytest.approx((3 / 5, 3 / 4, 2 * 0.6 * 0.75 / 1.35))


class TestSnippets:
    def test_counts(self) -> None:
        counts = snippet_counts(["kept  words", "lost words"], ["share this", "log in"], "Some kept\nwords. Share this")
        assert counts == (1, 0, 1)
        assert snippet_counts(["a"], ["b c", "d"], "a b\u00a0c") == (1, 1, 0)
        assert snippet_counts([], ["a"], "b") == (0, 0, 0)

    def test_pages_are_summed_before_dividing(self) -> None:
        pages = [Counts(3, 1, 0), Counts(1, 0, 4)]
        # 4 found, 1 against the annotation, 4 missed
        assert micro_scores(pages) == pytest.approx((0.8, 0.5, 2 * 0.8 * 0.5 / 1.3))
        assert micro_scores([]) == (0, 0, 0)


class TestParagraphs:
    def test_a_paragraph_is_right_whole_or_not_at_all(self) -> None:
        assert paragraph_f1(["One.", "Two."], ["One.", "Two. Three."]) == (0.5, 0.5, 0.5)
        assert paragraph_f1(["One.", "Two."], ["One. Two."]) == (0, 0, 0)

    def test_multiplicity_counts_order_and_spelling_of_quotes_do_not(self) -> None:
        assert paragraph_f1(["Same", "Same", "‘x’ –  y"], ["'X' - y", "same"]) == pytest.approx((1, 2 / 3, 0.8))

    def test_blank_paragraphs_are_none(self) -> None:
        assert paragraph_f1(["One"], ["One", " ", "\u200b"]) == (1, 1, 1)


class TestRouge:
    def test_union_of_the_lines(self) -> None:
        # The example of Lin (2004): the reference shares w1 w2 with one line, w1 w3 w5 with the other, so
        # four of its five words are found; the output has ten.
        scores = rouge_lsum("w1 w2 w3 w4 w5", "w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5")
        assert scores == pytest.approx((4 / 10, 4 / 5, 2 * 0.4 * 0.8 / 1.2))

    def test_order_within_a_line_counts(self) -> None:
        # the longest common subsequence of abcd and dcba is one word
        assert rouge_lsum("a b c d", "d c b a") == pytest.approx((0.25, 0.25, 0.25))
        # abc d against a x c d b: a c d
        assert rouge_lsum("a b c d", "a x c d b") == pytest.approx((3 / 5, 3 / 4, 2 * 0.6 * 0.75 / 1.35))

    def test_order_of_lines_does_not_count(self) -> None:
        assert rouge_lsum("One two.\nThree four.", "three four\n\nONE TWO") == (1, 1, 1)

    def test_a_word_of_the_output_is_used_once(self) -> None:
        # both lines want "a b"; the output has it once
        assert rouge_lsum("a b\na b", "a b") == pytest.approx((1, 0.5, 2 / 3))

    def test_empty_texts(self) -> None:
        assert rouge_lsum("", "") == (1, 1, 1)
        assert rouge_lsum("a", "") == (0, 0, 0)
        assert rouge_lsum("", "a") == (0, 0, 0)

    def test_words_beyond_the_limit_are_not_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("measures.ROUGE_WORD_LIMIT", 3)
        assert rouge_lsum("a b\nc d", "a b\nc e") == (1, 1, 1)

    def test_agrees_with_the_textbook_recurrence(self) -> None:
        for first in ("abcbdab", "xmjyauz", "aaaa", "abab", "z"):
            for second in ("bdcaba", "mzjawxu", "aa", "baba", "q"):
                scores = rouge_lsum(" ".join(first), " ".join(second))
                length = _lcs_length(first, second)
                assert scores[:2] == pytest.approx((length / len(second), length / len(first)))


class TestFields:
    def test_normalise(self) -> None:
        assert normalise(" „Straße“ —\tﬁne\u00a0\u200bprint… ") == '"strasse" - fine print...'

    @pytest.mark.parametrize(
        ("found", "outcome"),
        [
            ("the  city’s “last” stand – a report", "exact"),
            ("The city's last stand - a report", "wrong"),
            ('The City\'s "Last" Stand - A Report | Daily', "wrong"),
            ("", "empty"),
            (" \u00a0", "empty"),
            (None, "empty"),
        ],
    )
    def test_outcome(self, found: str | None, outcome: str) -> None:
        assert field_outcome('The City\'s "Last" Stand - A Report', found) == outcome

    def test_authors_are_a_set(self) -> None:
        assert author_f1(["Ann Cao", "Bo Li"], ["bo  li", "ANN CAO", "Ann Cao"]) == (1, 1, 1)
        # one of two names found, one of the two given is right
        assert author_f1(["Ann Cao", "Bo Li"], ["Ann Cao", "Staff"]) == (0.5, 0.5, 0.5)
        assert author_f1(["Ann Cao"], []) == (0, 0, 0)
        assert author_f1([], []) == (1, 1, 1)


def _lcs_length(first: str, second: str) -> int:
    row = [0] * (len(second) + 1)
    for one in first:
        previous = row
        row = [0]
        for column, other in enumerate(second):
            row.append(previous[column] + 1 if one == other else max(previous[column + 1], row[column]))
    return row[-1]


class TestLenience:
    def test_letters_and_digits_of_a_title_or_of_another(self) -> None:
        assert lenient_outcome("News: The pier opens!", "The pier opens", ("NEWS The pier opens",)) == "exact"
        assert lenient_outcome("News: The pier opens!", "The pier opens", ()) == "wrong"
        assert lenient_outcome("The pier opens", None, ()) == "empty"

    def test_a_day_in_utc(self) -> None:
        assert date_outcome("2026-03-02", "2026-03-01", "2026-03-02") == "exact"
        assert date_outcome("2026-03-02", "2026-03-01", None) == "wrong"
        assert date_outcome("2026-03-02", None, None) == "empty"

    def test_people_are_taken_apart_on_both_sides(self) -> None:
        assert person_f1(["Dr. Ida Holm, MD, and Bo Lind"], ["Ida Holm", "Bo Lind"]) == (1, 1, 1)
        assert person_f1(["Ida Holm"], ["Ida Holm & Bo Lind"]) == pytest.approx((0.5, 1, 2 / 3))
        assert person_f1(["riverwatch"], ["riverwatch"]) == (1, 1, 1)
