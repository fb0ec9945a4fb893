"""Lines that hold an e-mail address and a name, and nothing else."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.page import Block, Page, Within
from cleanarticle.rule import Mark, drop, ignores, marks, rule, short, tags

_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LABELS: Final = frozenset(
    "e-mail email mail contact kontakt courriel correo e-posta 기자 特派員 記者 记者 reporter by from tel".split()
)
_KEPT: Final = Within.HEADING | Within.TABLE | Within.PRE | Within.LIST


@rule(
    marks("<p>Snow closed the pass.</p><p>ida.holm@coastpost.example</p>", on="ida.holm"),
    marks("<p>Snow closed the pass.</p><p>Ida Holm (e-mail: holm@coastpost.example)</p>", on="holm@"),
    ignores("<p>Send a picture of the snow to desk@coastpost.example before noon.</p>"),
    when=tags("p", "div", "span", "section", "address", "footer") & short(8),
)
def email_line(block: Block, page: Page, *, max_names: int = 4) -> Mark | None:
    """Drop lines with an e-mail address, alone or with a name.

    They say whom to write to. A sentence that gives an address has words in small letters.
    """
    text = block.text
    if "@" not in text or block.container.within & _KEPT:
        return None
    rest, addresses = _ADDRESS.subn(" ", text)
    if not addresses:
        return None
    words = [word for word in (each.strip(".,;:()[]|<>-–—/=") for each in rest.split()) if word]
    names = [word for word in words if word.casefold() not in _LABELS]
    if len(names) <= max_names and all(not name[0].islower() for name in names):
        return drop("is an e-mail address")
    return None
