"""Cookie and consent notices."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule, score

_NAMES: Final = frozenset((
    "cookie", "cookies", "cookiebar", "cookiebanner", "cookieconsent", "consent", "gdpr", "ccpa",
    "onetrust", "didomi", "usercentrics", "cookiebot", "cmplz", "truste", "trustarc", "quantcast",
    "borlabs", "iubenda",
))  # fmt: skip


@rule(
    marks(
        "<div><p>We use cookies to improve your visit and to count our readers.</p>"
        "<button>Accept all cookies</button>"
        "</div><p>Snow closed the pass on Monday night.</p>",
        on="Accept all cookies",
    ),
    marks(
        "<p>Snow closed the pass on Monday night, and drivers were told to wait in the villages.</p>"
        '<div id="cookie-banner"><p>Choose what we store.</p></div>',
        on="Choose what",
    ),
    ignores("<p>The baker sold cookies from the back of a van, and gave the last ones away.</p>"),
    when=phrases("cookie") | names(*_NAMES),
)
def cookie_consent(
    block: Block,
    page: Page,
    *,
    max_label_words: int = 4,
    max_words: int = 60,
    max_share: float = 0.3,
    hint: float = -2.0,
) -> Mark | None:
    """Drop notices that ask to store cookies, and their buttons.

    In a container named for consent, everything goes. Elsewhere only short labels go, and sentences lose points: an
    article that advises its readers about cookies uses the same words.
    """
    notice = block.container.nearest(_NAMES)
    # A heading's own id repeats its words: <h2 id="cookies">.
    if (
        notice is not None
        and not notice.within & Within.HEADING
        and notice.words <= max_share * page.containers[0].words
    ):
        return drop("stands in a cookie notice")
    if "cookie" not in block.cues or block.words > max_words:
        return None
    if block.words <= max_label_words and not block.container.within & (Within.HEADING | Within.TABLE):
        return drop("is a choice in a cookie notice")
    return score(hint, "reads like a cookie notice")
