"""Invitations to the publisher's events."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule


@rule(
    marks('<p>Rates rose.</p><p><a href="/summit">Register for the event</a></p>', on="Register for"),
    ignores("<p>Tickets for the concert are sold at the door, and cost as much as a cup of coffee.</p>"),
    ignores("<h3>Webinars</h3><p>Talking to a camera is harder than talking to a room.</p>"),
    when=phrases("event-promotion"),
)
def event_promotion(block: Block, page: Page, *, max_words: int = 12, least_link_share: float = 0.5) -> Mark | None:
    """Drop linked lines and buttons that invite to a conference, a talk or a webinar.

    An article about an event has the same words in its prose and headings, but not as a link. A heading of one word
    may be a link to itself, and stays.
    """
    if block.words > max_words or (block.words < 2 and block.container.within & Within.HEADING):
        return None
    if block.link_density < least_link_share and not block.container.within & Within.BUTTON:
        return None
    return drop("invites to an event")
