"""How far the containers of a page are from one of them, in levels of the tree."""

from __future__ import annotations

from array import array

from cleanarticle.page.model import Container, Page

__all__ = ["levels_from"]


def levels_from(page: Page, origin: Container) -> tuple[array[float], array[float]]:
    """For each container the levels up from the origin to what holds both, and those down from there."""
    containers = page.containers
    ups = array("d", bytes(8 * len(containers)))
    downs = array("d", bytes(8 * len(containers)))
    is_around = bytearray(len(containers))
    level = 0.0
    around: Container | None = origin
    while around is not None:
        ups[around.index] = level
        is_around[around.index] = 1
        level += 1.0
        around = around.parent
    for index, container in enumerate(containers):
        parent = container.parent
        if parent is not None and not is_around[index]:
            ups[index] = ups[parent.index]
            downs[index] = downs[parent.index] + 1.0
    return ups, downs
