"""Initials of those who wrote: "(abc)", "dpa/abc"."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.page import Block, Page, Within
from cleanarticle.rule import Mark, drop, ignores, marks, rule, short, tags

_BRACKETED: Final = re.compile(r"\([a-zäöüéñ]{2,4}(?:[/, ]{1,2}[a-zäöüéñ]{2,4}){0,3}\)")
_SLASHED: Final = re.compile(r"\(?[A-Za-zäöü]{2,5}(?:/[A-Za-zäöü]{2,5}){1,3}\)?")
_KEPT: Final = Within.HEADING | Within.TABLE | Within.PRE | Within.LIST | Within.QUOTE
_ORDINARY: Final = frozenset("und/oder and/or he/she she/he his/her him/her yes/no ja/nein on/off".split())


@rule(
    marks("<p>Snow closed the pass on Monday night.</p><p>(ihm)</p>", on="(ihm)"),
    marks("<p>Snow closed the pass on Monday night.</p><p>SDA/ihm</p>", on="SDA/ihm"),
    ignores("<p>Mark one:</p><p>yes/no</p>"),
    ignores("<p>Snow</p><p>(unedited)</p>"),
    when=tags("p", "div", "span", "section", "footer") & short(4),
)
def initials(block: Block, page: Page) -> Mark | None:
    """Drop lines with the initials of authors and agencies, in brackets or with slashes between.

    Papers sign short reports so. Nothing else may stand in the line.
    """
    text = block.text
    if block.container.within & _KEPT or text.casefold() in _ORDINARY:
        return None
    if _BRACKETED.fullmatch(text) or (_SLASHED.fullmatch(text) and (text[0] == "(" or not text.islower())):
        return drop("is signed with initials")
    return None
