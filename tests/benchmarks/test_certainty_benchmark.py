from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import certainty
from certainty import Value, auc, by_certainty, by_source, summarise, table

VALUES = [
    Value("title", "page", 0.9, True),
    Value("title", "page", 0.8, True),
    Value("title", "meta", 0.6, False),
    Value("title", "meta", 0.7, True),
    Value("title", "unknown", None, False),
]


def test_summary_of_values() -> None:
    summary = summarise(VALUES)
    assert (summary["values"], summary["right"]) == (5, 0.6)
    assert summary["certainty"] == pytest.approx(0.75)
    assert summary["apart"] == pytest.approx(0.15)
    assert summarise(VALUES[4:]) == {"values": 1, "right": 0.0, "certainty": None, "apart": None}


def test_groups() -> None:
    assert {source: len(group) for source, group in by_source(VALUES).items()} == {"meta": 2, "page": 2, "unknown": 1}
    bins = {label: len(group) for label, group in by_certainty(VALUES, (0.7, 0.85)).items()}
    assert bins == {"0.00 to 0.70": 1, "0.70 to 0.85": 2, "0.85 to 1.00": 1}


def test_table_shows_sources_and_bins_below_their_field() -> None:
    labels = [line.split("  ")[0] or line.strip().split("  ")[0] for line in table("x", VALUES, (0.7,)).splitlines()]
    assert labels == ["x", "title", "meta", "page", "unknown", "0.00 to 0.70", "0.70 to 1.00"]


@pytest.mark.parametrize("edges", ["0.9,0.5", "0,0.5", "0.5,1", "0.5,0.5"])
def test_edges_that_make_no_bins(edges: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        certainty._numbers(edges)


def test_a_corpus_is_held_against_its_truth(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prose = (
        "The ferry to the outer islands sailed again on Monday, eleven days after the frost had closed the bay. " * 3
    )
    html = f"<html lang=en><title>The ferry sails</title><article><h1>The ferry sails</h1><p>{prose}</p></article>"
    corpus = tmp_path / "quay"
    (corpus / "pages").mkdir(parents=True)
    for page_id in ("right", "wrong", "unknown"):
        (corpus / "pages" / f"{page_id}.html.gz").write_bytes(gzip.compress(html.encode()))
    rows = [{"id": "right", "title": "The Ferry sails"}, {"id": "wrong", "title": "Another"}, {"id": "unknown"}]
    (corpus / "truth.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    out = tmp_path / "values.json"
    assert certainty.main([str(corpus), "--json", str(out)]) == 0
    found = json.loads(out.read_text(encoding="utf-8"))["quay"]
    assert [value["is_right"] for page_id in rows for value in found[page_id["id"]]] == [True, False]
    assert "title" in capsys.readouterr().out
    assert certainty.main([str(tmp_path / "none")]) == 2


def test_the_chance_that_a_right_value_is_surer() -> None:
    right = [Value("title", "page", 0.9, is_right=True), Value("title", "page", 0.6, is_right=True)]
    wrong = [Value("title", "page", 0.6, is_right=False), Value("title", "page", None, is_right=False)]
    assert auc(right + wrong) == 0.75
    assert auc(right) is auc(wrong) is None
