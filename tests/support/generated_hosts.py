"""Pages of invented hosts, over time, some with a new layout from a day on."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from cleanarticle.archive.records import Record

__all__ = ["START", "article_page", "pages_of_host"]

START = dt.datetime(2024, 3, 4, 6, tzinfo=dt.UTC)
_NOUNS = "harbour mill council ferry orchard bridge station library meadow tower school market canal quarry".split()
_VERBS = "opened closed moved repaired painted sold rented measured searched guarded visited praised".split()
_NAMES = "Ada Birch, Cem Dorn, Eva Falk, Gil Hart, Ida Juul, Kai Lund, Mia Nord, Oda Pihl".split(", ")


def _sentence(rng: random.Random) -> str:
    words = [rng.choice(_NOUNS if number % 2 else _VERBS) for number in range(rng.randint(9, 16))]
    first, rest = " and the ".join(words[:2]), " the ".join(words[2:])
    return f"On the second day the {rng.choice(_NOUNS)} was {first}, and they {rest}."


def article_page(rng: random.Random, *, new_layout: bool = False) -> str:
    """A page of an article; the new layout has no structured data, no authors, and a list in place of the text."""
    title = f"The {rng.choice(_NOUNS)} was {rng.choice(_VERBS)} by the {rng.choice(_NOUNS)} again"
    paragraphs = [" ".join(_sentence(rng) for _ in range(rng.randint(1, 3))) for _ in range(rng.randint(4, 8))]
    name, day = rng.choice(_NAMES), f"2024-03-{rng.randint(10, 28)}"
    if new_layout:
        teasers = "".join(f"<li><a href='/{number}'>{_sentence(rng)[:40]}</a></li>" for number in range(12))
        return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><ul>{teasers}</ul></body></html>"
    claims = (
        f'{{"@type": "NewsArticle", "headline": "{title}", "datePublished": "{day}T08:00:00Z", '
        f'"author": {{"@type": "Person", "name": "{name}"}}}}'
    )
    share = "<div class='share'><p>Share this on your favourite network</p></div>" if rng.random() < 0.5 else ""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html lang='en'><head><title>{title}</title><script type='application/ld+json'>{claims}</script></head>"
        f"<body><article><h1>{title}</h1><p class='byline'>By {name}</p>{body}{share}</article></body></html>"
    )


def pages_of_host(host: str, *, seed: int, days: int, a_day: int, new_from: int | None = None) -> Iterator[Record]:
    """The pages of a host, some a day; with a new layout from one of the days on."""
    rng = random.Random(seed)
    for day in range(days):
        for number in range(a_day):
            html = article_page(rng, new_layout=new_from is not None and day >= new_from)
            name = f"{host}/{day}/{number}.html"
            fetched = START + dt.timedelta(days=day, minutes=number)
            yield Record(html.encode(), f"https://{name}", "utf-8", fetched, name, f"crawl#{name}")
