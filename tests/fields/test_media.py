"""Videos and recordings that are part of the article."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Final

import pytest

from cleanarticle import Article, Media, extract
from cleanarticle.fields.media.durations import parse_duration

URL: Final = "https://www.quay.example/news/the-ferry-sails-again"
FIRST: Final = (
    "<p>The ferry to the outer islands sailed again on Monday, eleven days after the frost had closed the bay.</p>"
)
SECOND: Final = (
    "<p>Forty people were waiting on the quay, among them a choir that had missed its concert on the island.</p>"
)
THIRD: Final = (
    "<p>The captain said that the ice had been thinner than it looked, and that he had known it all along.</p>"
)
LATER: Final = (
    "<div><h2>More from the islands</h2><a href='/b'>Second boat leaks</a> <a href='/c'>Thaw is near</a>{}</div>"
)


def article(inside: str = "", head: str = "", *, after: str = "") -> Article:
    return extract(
        f"<html lang=en><head><title>The ferry sails again</title>{head}</head><body><article>"
        f"<h1>The ferry sails again</h1>{FIRST}{inside}{SECOND}{THIRD}</article>{after}</body></html>",
        url=URL,
    )


def video(**properties: Any) -> dict[str, Any]:
    return {"@type": "VideoObject", "name": "Ice on the bay, seen from the ferry", "duration": "PT2M7S", **properties}


def script(*nodes: dict[str, Any]) -> str:
    return f"<script type='application/ld+json'>{json.dumps(nodes)}</script>"


def story(**properties: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": "The ferry sails again", **properties}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT2M7S", 127),
        ("PT1H2M", 3720),
        ("PT156S", 156),
        ("PT02M57S", 177),
        ("PT1M30.09S", 90),
        ("P0Y0M0DT0H2M33S", 153),
        ("T13M26S", 806),
        ("P5M9.490000000000009S", 309),
        ("pt35s", 35),
        ("02:07", 127),
        ("1:02:07", 3727),
        ("127", 127),
        ("127.4", 127),
        ("2 min", 120),
        ("3 Min. 20 Sek.", 200),
        ("1 h 5 min", 3900),
    ],
)
def test_durations(text: str, seconds: int) -> None:
    assert parse_duration(text) == dt.timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text", ["", "PT", "P", "PT0S", "0:00", "0", "P3Y", "PT40H", "999999", "soon", "12:3", "P2W", "²", "PT-2M"]
)
def test_no_durations(text: str) -> None:
    assert parse_duration(text) is None


# --- what the page shows ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            '<video controls src="/m/ferry.mp4" title="The ferry in the ice" data-duration="127"></video>',
            Media(
                kind="video",
                title="The ferry in the ice",
                duration=dt.timedelta(seconds=127),
                src="https://www.quay.example/m/ferry.mp4",
            ),
        ),
        (
            '<video controls poster="/m/ferry.jpg"><source type="video/mp4" src="/m/ferry.mp4?a=1&amp;b=2"></video>',
            Media(kind="video", src="https://www.quay.example/m/ferry.mp4?a=1&b=2"),
        ),
        (
            '<audio controls src="/m/read-aloud.mp3"></audio>',
            Media(kind="audio", src="https://www.quay.example/m/read-aloud.mp3"),
        ),
        (
            (
                '<figure><video controls src="/m/ferry.mp4"></video><figcaption>Icebreaker at work (1:02 '
                "min)</figcaption></figure>"
            ),
            Media(
                kind="video",
                title="Icebreaker at work (1:02 min)",
                duration=dt.timedelta(seconds=62),
                src="https://www.quay.example/m/ferry.mp4",
            ),
        ),
        (
            (
                '<iframe src="https://www.youtube-nocookie.com/embed/Xy7-abcDEF0" title="Ice on the bay - '
                'YouTube"></iframe>'
            ),
            Media(kind="video", title="Ice on the bay", src="https://www.youtube-nocookie.com/embed/Xy7-abcDEF0"),
        ),
        (
            '<iframe data-src="//player.vimeo.com/video/7711590" title="Vimeo video player"></iframe>',
            Media(kind="video", src="https://player.vimeo.com/video/7711590"),
        ),
        (
            '<iframe src="https://embed.acast.com/islands/episode-12"></iframe>',
            Media(kind="audio", src="https://embed.acast.com/islands/episode-12"),
        ),
        (
            '<iframe src="https://media.quay.example/videoplayer?id=991"></iframe>',
            Media(kind="video", src="https://media.quay.example/videoplayer?id=991"),
        ),
        (
            '<amp-youtube data-videoid="Xy7-abcDEF0" width="480" height="270"></amp-youtube>',
            Media(kind="video", src="https://www.youtube.com/watch?v=Xy7-abcDEF0"),
        ),
        (
            '<lite-youtube videoid="Xy7-abcDEF0" playlabel="Play"></lite-youtube>',
            Media(kind="video", src="https://www.youtube.com/watch?v=Xy7-abcDEF0"),
        ),
        ('<amp-audio src="/m/choir.mp3"></amp-audio>', Media(kind="audio", src="https://www.quay.example/m/choir.mp3")),
    ],
)
def test_players_in_the_body(markup: str, expected: Media) -> None:
    found = article(markup)
    assert found.media == (expected,)
    assert found.sources["media"].source == "page"


@pytest.mark.parametrize(
    "markup",
    [
        '<video autoplay loop muted src="/m/waves.mp4"></video>',
        '<iframe src="https://maps.quay.example/embed?place=quay"></iframe>',
        '<iframe src="https://charts.quay.example/ice/7/"></iframe>',
        '<div class="related-videos"><video controls src="/m/other.mp4"></video></div>',
        '<aside><iframe src="https://www.youtube.com/embed/Xy7-abcDEF0"></iframe></aside>',
        '<div class="ad-slot"><video src="/m/kettle.mp4"></video></div>',
        '<div style="display:none"><audio src="/m/bell.mp3"></audio></div>',
        '<iframe width="1" height="1" src="https://www.youtube.com/embed/Xy7-abcDEF0"></iframe>',
        "<video></video>",
    ],
)
def test_players_that_are_none_of_the_article(markup: str) -> None:
    assert article(markup).media == ()


def test_players_of_other_stories_below() -> None:
    assert article(after=LATER.format('<video controls src="/m/other.mp4"></video>')).media == ()


def test_one_player_shown_twice_is_one() -> None:
    frame = '<iframe src="https://www.youtube.com/embed/ItSgrSYAXAb{}"></iframe>'
    assert len(article(frame.format("") + frame.format("?rel=0")).media) == 1


@pytest.mark.parametrize(
    "title",
    [
        "Up Next",
        "Listen to this article",
        "YouTube video player",
        "ferry_final.mp4",
        "quay.example",
        "5b274ebc-2e46-40d6-830e-d912e48ca7fa",
    ],
)
def test_titles_that_are_none(title: str) -> None:
    assert [media.title for media in article(f'<video controls src="/m/f.mp4" title="{title}"></video>').media] == [
        None
    ]


# --- what the data say ------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["video", "associatedMedia", "hasPart"])
def test_video_that_the_article_names_as_its_own(key: str) -> None:
    found = article(head=script(story(**{key: [video(contentUrl="/m/bay.mp4")]})))
    assert found.media == (
        Media(
            kind="video",
            title="Ice on the bay, seen from the ferry",
            duration=dt.timedelta(seconds=127),
            src="https://www.quay.example/m/bay.mp4",
        ),
    )
    assert found.sources["media"].source == "json-ld"


def test_audio_that_the_article_names_as_its_own() -> None:
    audio = {"@type": "AudioObject", "name": "The choir, read aloud", "duration": "PT16M48S"}
    found = article(head=script(story(audio=audio)))
    assert found.media == (Media(kind="audio", title="The choir, read aloud", duration=dt.timedelta(seconds=1008)),)


def test_data_and_player_of_one_video_are_one_and_surer() -> None:
    player = '<iframe src="https://www.youtube.com/embed/Xy7-abcDEF0"></iframe>'
    shown = article(player)
    both = article(player, script(video(embedUrl="https://www.youtube.com/embed/Xy7-abcDEF0?feature=oembed")))
    assert both.media == (
        Media(
            kind="video",
            title="Ice on the bay, seen from the ferry",
            duration=dt.timedelta(seconds=127),
            src="https://www.youtube.com/embed/Xy7-abcDEF0",
        ),
    )
    assert both.sources["media"].certainty > shown.sources["media"].certainty


def test_video_beside_the_article_counts_if_its_title_stands_in_the_body() -> None:
    box = "<figure><figcaption>Ice on the bay, seen from the ferry</figcaption></figure>"
    assert [media.title for media in article(box, script(story(), video())).media] == [
        "Ice on the bay, seen from the ferry"
    ]
    assert article("", script(story(), video())).media == ()


def test_video_beside_the_article_counts_if_its_still_stands_in_the_body() -> None:
    data = script(video(name="Bay", thumbnailUrl="https://cdn.quay.example/still/bay-20260302.jpg?w=640"))
    assert len(article('<div><img src="https://cdn.quay.example/still/bay-20260302.jpg"></div>', data).media) == 1


@pytest.mark.parametrize(
    "data",
    [
        script(
            {"@type": "ItemList", "itemListElement": [video(), video(name="Thaw is near, and so is the second boat")]}
        ),
        script(
            story(),
            {"@type": "NewsArticle", "headline": "Second boat leaks"},
            video(name="Second boat leaks at the quay"),
        ),
        script(story(video="https://www.quay.example/m/bay.mp4")),
        script(story(video={"@type": "ImageObject", "name": "Ice on the bay"})),
    ],
)
def test_data_of_other_videos(data: str) -> None:
    assert article("", data, after=LATER.format("")).media == ()


def test_title_that_is_the_name_of_the_site() -> None:
    data = '<meta property="og:site_name" content="The Quay Post">' + script(story(video=video(name="The Quay Post")))
    assert [media.title for media in article("", data).media] == [None]


def test_microdata() -> None:
    markup = (
        '<div itemprop="video" itemscope itemtype="https://schema.org/VideoObject">'
        '<meta itemprop="name" content="Ice on the bay"><meta itemprop="duration" content="PT1M5S">'
        '<link itemprop="contentUrl" href="/m/bay-77.mp4"><div class="player"></div></div>'
    )
    assert article(markup).media == (
        Media(
            kind="video",
            title="Ice on the bay",
            duration=dt.timedelta(seconds=65),
            src="https://www.quay.example/m/bay-77.mp4",
        ),
    )
    assert article(after=LATER.format(markup)).media == ()
