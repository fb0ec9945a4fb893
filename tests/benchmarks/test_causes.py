from __future__ import annotations

import json
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import corpora
from alignment import align, words_of
from causes import examine, main, points_per_loss, table, totals, worst
from cleanarticle import Entry, Mark
from cleanarticle.page.segment import segment
from cleanarticle.parse.lexbor import parse_html
from diagnosis import CAUSES, Case, Diagnosis, Run, diagnose
from measures import word_f1

FROST = "The harbour froze on Sunday night, and by noon the first carts were crossing the bay."
ROPES = "Fishermen had tied ropes to poles along the way, so that nobody would miss the landing in fog."
MAYOR = "The mayor asked the skippers to wait for a week, because the ice near the locks was thin."
FERRY = "No ferry has left the island since Friday, and the shop there is running out of flour."
THAW = "A thaw is not expected before March, the weather office said, and the wind stays in the east."
LETTER = "Our letter from the coast comes every Friday and costs you nothing at all."
BODY = (FROST, ROPES, MAYOR, FERRY, THAW)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def case(
    html: str,
    truth: corpora.Truth,
    *,
    without: Collection[str] = (),
    decided: Mapping[str, Entry] | None = None,
) -> Case:
    """A page of which every block comes out that is not named in `without` or lifted in `decided`."""
    page = segment(parse_html(html))
    ledger = []
    for block in page.blocks:
        given = (decided or {}).get(block.text)
        kept = block.text not in without and given is None
        rule, reason, marks = (given.rule, given.reason, given.marks) if given else ("score", "", ())
        ledger.append(Entry(block.index, block.text, block.tag, kept, rule, reason, 0.5 if kept else -0.5, marks))
    kept_all = [entry.kept for entry in ledger]
    output = "\n\n".join(entry.text for entry in ledger if entry.kept)
    source = corpora.Page("page", None, "article", "en", html.encode(), truth)
    return Case(source, html, page, ledger, kept_all, output)


def dropped(rule: str, text: str, reason: str = "") -> Entry:
    return Entry(0, text, "p", False, rule, reason, -0.5, () if reason else (Mark("drop", "why", 0.0, rule),))


def runs(
    html: str, *truth: str, without: Collection[str] = (), decided: Mapping[str, Entry] | None = None
) -> list[Run]:
    found = diagnose(case(html, corpora.Truth(paragraphs=truth), without=without, decided=decided))
    assert found is not None
    return list(found.runs)


def causes(
    html: str, *truth: str, without: Collection[str] = (), decided: Mapping[str, Entry] | None = None
) -> list[str]:
    return [run.cause for run in runs(html, *truth, without=without, decided=decided)]


class TestAlignment:
    def test_blocks_that_stand_in_the_text_in_order_make_the_chain(self) -> None:
        shares, coverage = align([words_of(text) for text in (FROST, LETTER, ROPES)], words_of(f"{FROST} {ROPES}"))
        assert shares == [1.0, 0.0, 1.0]
        assert coverage == pytest.approx(1.0, abs=0.01)

    def test_characters_of_scripts_without_spaces_are_words_of_their_own(self) -> None:
        assert words_of("Ice 港が凍る") == ["ice", "港", "が", "凍", "る"]
        shares, _ = align([words_of("港が凍る夜"), words_of("広告を見る人")], words_of("昨日、港が凍る夜だった"))
        assert shares == [1.0, 0.0]


class TestCost:
    def test_the_costs_of_all_runs_add_up_to_what_the_page_lacks_of_one(self) -> None:
        html = f'<div class="post">{paragraphs(LETTER, *BODY)}<p>Share this story</p></div>'
        found = case(html, corpora.Truth(paragraphs=BODY), without=(MAYOR,))
        diagnosis = diagnose(found)
        assert diagnosis is not None
        assert diagnosis.f1 == pytest.approx(word_f1("\n\n".join(BODY), found.output).f1)
        assert diagnosis.loss == pytest.approx(1 - diagnosis.f1)
        assert diagnosis.f1 < 0.9

    def test_a_right_page_has_no_runs(self) -> None:
        assert runs(paragraphs(*BODY), *BODY) == []

    def test_words_that_come_out_elsewhere_are_not_lost(self) -> None:
        html = paragraphs(*BODY) + f'<div class="copy">{paragraphs(*BODY)}</div>'
        page = segment(parse_html(html))
        ledger = [Entry(block.index, block.text, "p", block.index >= 5, "score", "", 0.0, ()) for block in page.blocks]
        source = corpora.Page("page", None, "article", "en", html.encode(), corpora.Truth(paragraphs=BODY))
        kept = [entry.kept for entry in ledger]
        diagnosis = diagnose(Case(source, html, page, ledger, kept, "\n\n".join(BODY)))
        assert diagnosis is not None
        assert diagnosis.runs == ()


class TestLost:
    def test_places_in_the_body(self) -> None:
        html = paragraphs(*BODY)
        assert causes(html, *BODY, without=(FROST,)) == ["lost lede"]
        assert causes(html, *BODY, without=(MAYOR,)) == ["lost paragraph inside"]
        assert causes(html, *BODY, without=(FERRY, THAW)) == ["lost tail"]
        assert causes(html, *BODY, without=BODY) == ["nothing extracted"]

    def test_neighbours_that_are_lost_make_one_run(self) -> None:
        (run,) = runs(paragraphs(*BODY), *BODY, without=(ROPES, MAYOR))
        assert run.text.startswith("Fishermen had tied")
        assert run.amount > 25

    def test_another_container_makes_a_split_body(self) -> None:
        html = f"<div><div>{paragraphs(FROST, ROPES)}</div><div>{paragraphs(MAYOR, FERRY, THAW)}</div></div>"
        assert causes(html, *BODY, without=(MAYOR, FERRY, THAW)) == ["split body"]

    def test_after_a_player_the_body_is_truncated(self) -> None:
        html = paragraphs(FROST, ROPES, MAYOR) + '<iframe src="/film"></iframe>' + paragraphs(FERRY, THAW)
        assert causes(html, *BODY, without=(FERRY, THAW)) == ["truncated at an embed"]

    def test_structure(self) -> None:
        html = paragraphs(FROST, ROPES) + f"<ul><li>{MAYOR}</li></ul><h2>{FERRY}</h2><pre>{LETTER}</pre><p>{THAW}</p>"
        truth = (FROST, ROPES, MAYOR, FERRY, LETTER, THAW)
        assert causes(html, *truth, without=(MAYOR,)) == ["lost list or quote"]
        assert causes(html, *truth, without=(FERRY,)) == ["lost heading"]
        assert causes(html, *truth, without=(LETTER,)) == ["lost table or code"]

    def test_what_the_rules_took_it_for(self) -> None:
        html = paragraphs(*BODY)
        for rule, cause in (
            ("photo-caption", "lost caption"),
            ("newsletter", "lost as newsletter or promo"),
            ("author-card", "lost author card"),
            ("hidden", "lost hidden text"),
        ):
            (run,) = runs(html, *BODY, decided={MAYOR: dropped(rule, MAYOR)})
            assert (run.cause, run.decision) == (cause, rule)

    def test_what_became_a_field(self) -> None:
        lifted = dropped("subtitle", FROST, "became the article's subtitle")
        (run,) = runs(paragraphs(*BODY), *BODY, decided={FROST: lifted})
        assert (run.cause, run.decision) == ("standfirst lifted as subtitle", "field subtitle")

    def test_the_wrong_container(self) -> None:
        other = [f"Story {number}: {LETTER}" for number in range(6)]
        html = f"<div>{paragraphs(*BODY)}</div><div>{paragraphs(*other)}</div>"
        assert set(causes(html, *BODY, without=BODY)) == {"wrong container"}

    def test_words_that_are_no_text_of_the_page(self) -> None:
        script = f"<script>window.state = {json.dumps({'text': THAW})}</script>"
        assert causes(paragraphs(*BODY[:4]) + script, *BODY) == ["body only in JSON"]
        assert causes(paragraphs(*BODY[:4]), *BODY) == ["truth and page disagree"]
        broken = "Caf\ufffd owners on the quay said that the t\ufffdaway and the t\ufffdrade are gone."
        plain = "Café owners on the quay said that the téaway and the tårade are gone."
        assert "encoding" in causes(paragraphs(*BODY[:4], broken), *BODY[:4], plain)

    def test_points_that_decide_are_told_from_points_that_do_not(self) -> None:
        mark = Mark("score", "why", -0.2, "teaser-card")
        weak = Entry(0, MAYOR, "p", False, "teaser-card", "", -0.5, (mark,))
        strong = Entry(0, MAYOR, "p", False, "teaser-card", "", -0.5, (Mark("score", "why", -2.0, "teaser-card"),))
        assert runs(paragraphs(*BODY), *BODY, decided={MAYOR: weak})[0].decision == "score"
        assert runs(paragraphs(*BODY), *BODY, decided={MAYOR: strong})[0].decision == "teaser-card (points)"


class TestExtra:
    @pytest.mark.parametrize(
        ("cruft", "cause"),
        [
            (f"<figure><img src=a.jpg><figcaption>{LETTER}</figcaption></figure>", "caption in text"),
            (f'<div><img src="a.jpg"><div>{LETTER}</div></div>', "caption in text"),
            (f'<p><a href="/b">{LETTER}</a></p>', "related links in text"),
            (f'<div class="recommended"><p>{LETTER}</p></div>', "related links in text"),
            (f'<div class="video-box"><p>{LETTER}</p></div>', "teaser for video"),
            (f'<div class="author-bio"><p>{LETTER}</p></div>', "author card"),
            (f'<div class="newsletter"><p>{LETTER}</p></div>', "newsletter or promo"),
            (f'<div class="comments"><p>{LETTER}</p></div>', "comments"),
            (f"<nav><p>{LETTER}</p></nav>", "site chrome in text"),
            (f"<h3>{LETTER}</h3>", "heading in text"),
            (f"<ul><li>{LETTER}</li></ul>", "list or quote in text"),
            (f"<p>{LETTER}</p>", "box or other text inside"),
            (f"<p>{FROST}</p>", "duplicated text"),
        ],
    )
    def test_inside_the_body(self, cruft: str, cause: str) -> None:
        html = f"<main>{paragraphs(*BODY[:3])}{cruft}{paragraphs(*BODY[3:])}</main>"
        assert causes(html, *BODY) == [cause]

    def test_places_around_the_body(self) -> None:
        start = f'<div class="top"><p>{LETTER}</p></div>'
        assert causes(f"{start}<main>{paragraphs(*BODY)}</main>", *BODY) == ["boilerplate at the start"]
        assert causes(f"<main>{paragraphs(*BODY)}</main>{start}", *BODY) == ["boilerplate at the end"]
        assert causes(f"<main>{paragraphs(*BODY, LETTER)}</main>", *BODY) == ["text goes on after the true end"]

    def test_title_and_standfirst(self) -> None:
        html = paragraphs("Ice closes the whole harbour", LETTER, *BODY)
        truth = corpora.Truth(paragraphs=BODY, title="Ice closes the whole harbour", subtitle=LETTER)
        found = diagnose(case(html, truth))
        assert found is not None
        assert {run.cause for run in found.runs} <= {"headline in text", "standfirst in text"}
        assert "standfirst in text" in [run.cause for run in found.runs]
        described = f'<head><meta name="description" content="{LETTER[:-15]}…"></head>'
        assert causes(described + paragraphs(LETTER, *BODY), *BODY) == ["standfirst in text"]

    def test_the_body_in_the_structured_data(self) -> None:
        def claim(*texts: str) -> str:
            data = {"@type": "NewsArticle", "articleBody": " ".join(texts)}
            return f'<script type="application/ld+json">{json.dumps(data)}</script>'

        html = f"<main>{paragraphs(FROST, ROPES, MAYOR, LETTER, FERRY, THAW)}</main>"
        (told,) = runs(claim(*BODY) + html, *BODY)
        assert (told.cause, told.is_told) == ("box or other text inside", True)
        (misled,) = runs(claim(*BODY, LETTER) + html, *BODY)
        assert (misled.cause, misled.is_told) == ("structured data contradicting", False)

    def test_other_characters(self) -> None:
        split = "The harbour mas ter mea sured the ice with a rod and wrote num bers on a board."
        whole = "The harbourmaster measured theice witharod andwrote numbers onaboard."
        assert "same text, other characters" in causes(paragraphs(*BODY, whole), *BODY, split)


class TestSnippets:
    def test_blocks_that_hold_the_snippets(self) -> None:
        html = f"<main>{paragraphs(*BODY)}</main><div class='newsletter'><p>{LETTER}</p></div>"
        truth = corpora.Truth(present=("by noon the first carts", "A thaw is not"), absent=("letter from the coast",))
        found = diagnose(case(html, truth, without=(THAW,)))
        assert found is not None
        assert found.counts == (1, 1, 1)
        assert [(run.cause, run.is_lost) for run in found.runs] == [("lost tail", True), ("newsletter or promo", False)]

    def test_snippets_that_the_page_lacks(self) -> None:
        truth = corpora.Truth(present=("by noon the first carts", "was never on the page"))
        found = diagnose(case(paragraphs(*BODY), truth))
        assert found is not None
        assert [run.cause for run in found.runs] == ["truth and page disagree"]

    def test_an_annotation_without_text_is_not_diagnosed(self) -> None:
        assert diagnose(case(paragraphs(*BODY), corpora.Truth(title="Ice"))) is None


class TestReport:
    def diagnoses(self) -> list[Diagnosis]:
        html = f"<main>{paragraphs(*BODY)}</main>"
        found = [diagnose(case(html, corpora.Truth(paragraphs=BODY), without=lost)) for lost in ((), (FROST, THAW))]
        return [each for each in found if each is not None]

    def test_points_of_all_causes_are_what_the_corpus_lacks_of_a_hundred(self) -> None:
        diagnoses = self.diagnoses()
        found = totals(diagnoses, points_per_loss(diagnoses, by_words=True))
        assert set(found) == {"lost lede", "lost tail"} <= set(CAUSES)
        mean = sum(each.f1 for each in diagnoses) / 2
        assert sum(total.points for total in found.values()) == pytest.approx(100 * (1 - mean))
        assert "lost lede" in table("corpus", found)

    def test_a_snippet_costs_its_part_of_all_snippets(self) -> None:
        diagnosis = diagnose(case(paragraphs(*BODY), corpora.Truth(present=("carts", "never"), absent=("mayor",))))
        assert diagnosis is not None
        # F1 = 2 · 1 / (2 · 1 + 1 + 1), half of it lost by two snippets
        assert points_per_loss([diagnosis], by_words=False) == 25

    def test_pages_without_the_cause_are_not_among_the_worst(self) -> None:
        diagnoses = self.diagnoses()
        assert worst(diagnoses, 5, "lost lede") == [diagnoses[1]]
        assert worst(diagnoses, 5, "comments") == []

    def test_the_pipeline_itself_is_examined(self) -> None:
        html = f"<html><body><h1>Ice closes the harbour</h1><main>{paragraphs(*BODY)}</main></body></html>"
        page = corpora.Page("page", None, "article", "en", html.encode(), corpora.Truth(paragraphs=BODY[1:]))
        own = examine(page, None)
        assert own is not None
        assert [run.decision for run in own.runs] == ["score"]
        peer = examine(page, "\n".join(BODY[:4]))
        assert peer is not None
        assert [(run.is_lost, run.decision) for run in peer.runs] == [(False, "-"), (True, "-")]

    def test_an_unknown_layout_ends_with_a_message(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main([str(tmp_path)]) == 2
        assert "truth.jsonl" in capsys.readouterr().err
