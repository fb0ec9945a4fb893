"""The answer of a worker, in which another version read a page, as a snapshot that can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cleanarticle.explain.difference import Snapshot, with_article
from cleanarticle.explain.entry import Entry, Verdict
from cleanarticle.rules.api import Mark

__all__ = ["snapshot_of_answer"]


def snapshot_of_answer(answer: Mapping[str, Any]) -> Snapshot:
    """Read the answer of a worker.

    Args:
        answer: What `worker.read` returned, or an object with a `fault`.

    Returns:
        The snapshot; its status is `crashed` for a fault.
    """
    if "fault" in answer:
        return Snapshot("crashed", str(answer["fault"]))
    ledger = tuple(_entry(each, number) for number, each in enumerate(answer["ledger"]))
    snapshot = Snapshot(answer["status"], answer["reason"], answer["threshold"], ledger)
    return snapshot if answer["article"] is None else with_article(snapshot, answer["article"])


def _entry(data: Mapping[str, Any], number: int) -> Entry:
    return Entry(
        index=data.get("index", number),
        text=data["text"],
        tag=data.get("tag", ""),
        kept=data["kept"],
        rule=data.get("rule", ""),
        reason=data.get("reason", ""),
        score=data.get("score", 0.0),
        marks=tuple(Mark(**{"reason": "", **mark}) for mark in data["marks"]),
        field=data.get("field", ""),
        words=data.get("words", 0.0),
        verdicts=tuple(Verdict(*verdict) for verdict in data["verdicts"]),
    )
