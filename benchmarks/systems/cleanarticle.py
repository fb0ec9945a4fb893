"""This project, from bytes to a complete Article."""

from __future__ import annotations

import datetime as dt

from cleanarticle import Article, NoArticleFound, extract
from systems import Output

name = "cleanarticle"
distribution = "cleanarticle"
fields = frozenset({"title", "subtitle", "date", "authors", "kind"})


def call(html: bytes, url: str | None) -> Article | None:
    """Extract the article with all its fields; None if the page has none."""
    try:
        return extract(html, url=url)
    except NoArticleFound:
        return None


def run(html: bytes, url: str | None) -> Output:
    """Extract and convert."""
    article = call(html, url)
    return Output() if article is None else output_of(article)


def output_of(article: Article) -> Output:
    """Convert an article."""
    return Output(
        text=article.text,
        paragraphs=tuple(paragraph.text for paragraph in article.paragraphs),
        title=article.title,
        other_titles=_other_titles(article),
        subtitle=article.subtitle,
        other_subtitles=(" ".join(filter(None, (article.subtitle, *article.summary))),) if article.summary else (),
        authors=article.authors,
        date=_day(article.published),
        utc_date=_utc_day(article.published),
        kind=article.page_type,
    )


def _other_titles(article: Article) -> tuple[str, ...]:
    if article.title is None:
        return ()
    with_kicker = (f"{article.kicker} {article.title}",) if article.kicker else ()
    return (*with_kicker, *article.alternative_titles)


def _utc_day(moment: dt.date | None) -> str | None:
    if not isinstance(moment, dt.datetime) or moment.tzinfo is None:
        return None
    return moment.astimezone(dt.UTC).date().isoformat()


def _day(moment: dt.date | None) -> str | None:
    if moment is None:
        return None
    return (moment.date() if isinstance(moment, dt.datetime) else moment).isoformat()
