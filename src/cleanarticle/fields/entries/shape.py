"""The pieces of the body to which times belong."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from cleanarticle.body.select import heading_level
from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.entries.drafts import LEAST_SHARE, Draft, Mark
from cleanarticle.fields.entries.marks import first_class
from cleanarticle.page.model import Container

__all__ = ["draft_entries"]


def draft_entries(group: list[Mark], context: ArticleContext, prose: list[int]) -> list[Draft]:
    """The pieces of the body to which the times belong."""
    heads = _heads(group, prose)
    homes = _homes(heads, context)
    if _are_boxes(heads, homes, prose):
        drafts = [Draft(home.first, home.end, home, mark) for mark, home in zip(heads, homes, strict=True)]
        drafts = _with_siblings(drafts, context)
    else:
        drafts = _flat(heads, homes, context, prose)
    for draft in drafts:
        draft.kept = prose[bisect_left(prose, draft.first) : bisect_left(prose, draft.end)]
    return [draft for draft in drafts if draft.kept]


def _heads(group: list[Mark], prose: list[int]) -> list[Mark]:
    """The first of several times with nothing of the body between them: an entry may show two."""
    heads: list[Mark] = []
    for mark in group:
        is_prose = mark.place != "line"
        if heads and not is_prose:
            before = heads[-1].block.index
            if bisect_left(prose, before) == bisect_left(prose, mark.block.index):
                continue
        heads.append(mark)
    return heads


def _homes(heads: list[Mark], context: ArticleContext) -> list[Container]:
    """For each time, the outermost container that holds no other."""
    containers = context.page.containers
    counts = [0] * len(containers)
    for mark in heads:
        counts[mark.block.container.index] += 1
    for container in reversed(containers):
        if container.parent is not None:
            counts[container.parent.index] += counts[container.index]
    homes = []
    for mark in heads:
        at = mark.block.container
        while at.parent is not None and counts[at.parent.index] == 1:
            at = at.parent
        homes.append(at)
    return homes


def _are_boxes(heads: list[Mark], homes: list[Container], prose: list[int]) -> bool:
    """Whether most times share a container of their own with the text they belong to."""
    boxes = 0
    for mark, home in zip(heads, homes, strict=True):
        inside = prose[bisect_left(prose, home.first) : bisect_left(prose, home.end)]
        has_more = any(index != mark.block.index for index in inside)
        boxes += has_more or (bool(inside) and home is not mark.block.container)
    return boxes > LEAST_SHARE * len(heads)


def _with_siblings(drafts: list[Draft], context: ArticleContext) -> list[Draft]:
    """The entries with those between them that are made alike and show no time."""
    homes = {draft.container.index for draft in drafts}
    made = Counter(_make(draft.container) for draft in drafts)
    alike, count = made.most_common(1)[0]
    if count <= LEAST_SHARE * len(drafts):
        return drafts
    first, end = drafts[0].first, drafts[-1].end
    more = [
        Draft(each.first, each.end, each, None)
        for each in context.page.containers[drafts[0].container.index :]
        if first <= each.first and each.end <= end and each.index not in homes and _make(each) == alike
    ]
    return sorted(drafts + more, key=lambda draft: draft.first)


def _make(container: Container) -> tuple[int, str, str]:
    parent = container.parent or container
    return parent.index, container.tag, first_class(container)


def _flat(heads: list[Mark], homes: list[Container], context: ArticleContext, prose: list[int]) -> list[Draft]:
    """Entries that follow each other without a container: each ends where the next begins."""
    starts: list[int] = []
    for mark, home in zip(heads, homes, strict=True):
        first = home.first
        above = bisect_left(prose, first) - 1
        is_free = above >= 0 and (not starts or prose[above] > starts[-1])
        if mark.place == "line" and is_free and heading_level(context.page.blocks[prose[above]]):
            first = prose[above]
        starts.append(first)
    last = homes[-1].parent or homes[-1]
    ends = [*starts[1:], last.end]
    return [Draft(first, end, home, mark) for first, end, home, mark in zip(starts, ends, homes, heads, strict=True)]
