"""The pieces of the body that times head."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import takewhile

from cleanarticle.body.select import heading_level
from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.entries.draft import LEAST_SHARE, EntryDraft, TimeMark
from cleanarticle.fields.entries.time_marks import first_class
from cleanarticle.page.model import Container

__all__ = ["draft_entries"]


def draft_entries(group: list[TimeMark], context: ArticleContext, prose: list[int]) -> list[EntryDraft]:
    """Cut the body into the pieces that times head.

    If most times share an element of their own with some text, these elements are the pieces, together with others
    between them that are made alike. Otherwise each piece ends where the next begins.

    Args:
        group: The times, in document order.
        context: The page and its body.
        prose: Indexes of the blocks of the body that are more than a time, in document order.

    Returns:
        A draft of each piece with some of the body.
    """
    heads = _heads(group, prose)
    homes = _homes(heads, context)
    if _are_boxes(heads, homes, prose):
        drafts = [EntryDraft(home.first, home.end, home, mark) for mark, home in zip(heads, homes, strict=True)]
        drafts = _with_siblings(drafts, context)
    else:
        drafts = _flat(heads, homes, context, prose)
    for draft in drafts:
        draft.kept = prose[bisect_left(prose, draft.first) : bisect_left(prose, draft.end)]
    return [draft for draft in drafts if draft.kept]


def _heads(group: list[TimeMark], prose: list[int]) -> list[TimeMark]:
    """The times without those that follow another one with nothing of the body between: an entry may show two."""
    heads: list[TimeMark] = []
    for mark in group:
        is_prose = mark.place != "line"
        if heads and not is_prose:
            before = heads[-1].block.index
            if bisect_left(prose, before) == bisect_left(prose, mark.block.index):
                continue
        heads.append(mark)
    return heads


def _homes(heads: list[TimeMark], context: ArticleContext) -> list[Container]:
    """For each time, the outermost container that holds no other; its own if that holds several."""
    containers = context.page.containers
    counts = [0] * len(containers)
    for mark in heads:
        counts[mark.block.container.index] += 1
    for container in reversed(containers):
        if container.parent is not None:
            counts[container.parent.index] += counts[container.index]
    homes = []
    for mark in heads:
        home, *ancestors = mark.block.container.inclusive_ancestors()
        alone = takewhile(lambda ancestor: counts[ancestor.index] == 1, ancestors)
        homes.append([home, *alone][-1])
    return homes


def _are_boxes(heads: list[TimeMark], homes: list[Container], prose: list[int]) -> bool:
    """True if most times share a container of their own with some text."""
    boxes = 0
    for mark, home in zip(heads, homes, strict=True):
        inside = prose[bisect_left(prose, home.first) : bisect_left(prose, home.end)]
        has_more = any(index != mark.block.index for index in inside)
        boxes += has_more or (bool(inside) and home is not mark.block.container)
    return boxes > LEAST_SHARE * len(heads)


def _with_siblings(drafts: list[EntryDraft], context: ArticleContext) -> list[EntryDraft]:
    """Add the entries between them that are made alike and show no time."""
    homes = {draft.container.index for draft in drafts}
    makes = Counter(_make(draft.container) for draft in drafts)
    make, count = makes.most_common(1)[0]
    if count <= LEAST_SHARE * len(drafts):
        return drafts
    first, end = drafts[0].first, drafts[-1].end
    more = [
        EntryDraft(container.first, container.end, container, None)
        for container in context.page.containers[drafts[0].container.index :]
        if first <= container.first
        and container.end <= end
        and container.tag == make[1]
        and container.index not in homes
        and _make(container) == make
    ]
    return sorted(drafts + more, key=lambda draft: draft.first)


def _make(container: Container) -> tuple[int, str, str]:
    """What containers that are made alike share: parent, tag and first class."""
    parent = container.parent or container
    return parent.index, container.tag, first_class(container)


def _flat(heads: list[TimeMark], homes: list[Container], context: ArticleContext, prose: list[int]) -> list[EntryDraft]:
    """Entries that follow each other without a container: each ends where the next begins."""
    starts: list[int] = []
    for mark, home in zip(heads, homes, strict=True):
        first = home.first
        # A heading right above a line with a time belongs to the entry.
        above = bisect_left(prose, first) - 1
        is_free = above >= 0 and (not starts or prose[above] > starts[-1])
        if mark.place == "line" and is_free and heading_level(context.page.blocks[prose[above]]):
            first = prose[above]
        starts.append(first)
    last = homes[-1].parent or homes[-1]
    ends = [*starts[1:], last.end]
    return [
        EntryDraft(first, end, home, mark) for first, end, home, mark in zip(starts, ends, homes, heads, strict=True)
    ]
