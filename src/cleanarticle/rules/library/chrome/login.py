"""Forms and links to sign in."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule
from cleanarticle.rules.boxes import in_small_box

_NAMES: Final = frozenset(("login", "logins", "signin", "signup", "logout", "signout", "password"))


@rule(
    marks('<div><a href="/login">Log in</a></div><p>Snow closed the pass on Monday night.</p>', on="Log in"),
    marks(
        '<p>Snow closed the pass.</p><form class="login-form"><p>Stay signed in on this device</p></form>',
        on="Stay signed in",
    ),
    ignores("<p>The log in the fireplace burned until the guests could sign in at the front desk again.</p>"),
    when=phrases("login") | names(*_NAMES),
)
def login(block: Block, page: Page, *, max_words: int = 12, max_box_words: int = 150) -> Mark | None:
    """Drop forms, links and messages about the reader's account.

    Only short lines and small containers count: instructions to sign in to some other service are longer. A heading
    stays, unless it is the title of a form, a dialog or a menu.
    """
    within = block.container.within
    if within & Within.HEADING and not within & (Within.FORM | Within.DIALOG | Within.NAV):
        return None
    if "login" in block.cues and block.words <= max_words and not within & (Within.TABLE | Within.CAPTION):
        return drop("is about the reader's account")
    if in_small_box(block, _NAMES, max_box_words):
        return drop("stands in a container named for signing in")
    return None
