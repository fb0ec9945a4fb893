"""One page with all that a body can hold, in every output."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from fixture_pages import FIXTURES

from cleanarticle import Article, extract, to_html, to_markdown, to_tei, to_text

PAGE: Final = Path(FIXTURES) / "notebook.heronweir.example/herons-came-back/page.html"
ARTICLE: Final = extract(PAGE.read_bytes(), url="https://notebook.heronweir.example/herons-came-back")
LINK: Final = "https://notebook.heronweir.example/birds?id=3"


@pytest.mark.parametrize(
    ("write", "parts"),
    [
        (
            to_markdown,
            [
                f'[nobody in the town]({LINK}&y=2 "All birds")',
                "*old warden of the __mill__*",
                "H<sub>2</sub>O with `level.sh`.[^fn-clock]",
                "<mark>nobody</mark> had ~~counted~~ hoped",
                "## How they were counted\n",
                "3. Wait until",
                "5. Count the birds on [the nests](https://nests.example.org/map) twice:\n\n   - once from the bridge,",
                "6. Write both numbers down.\n\n   If they differ",
                "- Bring a pair",
                "![A heron at the weir](https://notebook.heronweir.example/img/heron.jpg)",
                "| Year | Pairs | Note |\n| --- | ---: | --- |\n| 2021 | 3 | |",
                "| | 6 | after June \\| July |",
                "**Weir**\n\n**Dam**\n\nA low wall",
                "## Words of the mill\n",
                "```python\ndef count(nests):\n    # both numbers, ``twice``\n",
                "and then one morning there were two of them.\n>\n> Nobody",
                "week:\\\nThe Mill House\\\nPond Lane 3",
                "is $A = \\pi r^2$ for a radius of $r_0 < 9$ metres, and its depth is $d\\approx 2$ metres",
                "[Herons at dawn](https://www.youtube.com/embed/abcDEF123)",
                "\\# This is no heading, \\*this\\* is no \\_emphasis\\_, \\[this](javascript:alert(1)) is no link",
                "1\\. Nor is this",
                "\n***\n",
                "<q>for good</q>",
                "with a 鷺 on silk, by the unforgettable painter",
                "**Who counted**",
                "[^fn-clock]: The script runs",
            ],
        ),
        (
            to_html,
            [
                f'<a href="{LINK}&amp;y=2" title="All birds">nobody in the town</a>',
                "H<sub>2</sub>O with <code>level.sh</code>",
                '<h2 id="counting">How they were counted</h2>',
                '<ol start="3">\n<li>Wait until',
                '<li value="5">Count the birds',
                '<td rowspan="2">2022</td>',
                '<td colspan="2">2023, by <a href="https://notebook.heronweir.example/letters/9">letter</a></td>',
                "<td></td>",
                "<dt>Weir</dt>\n<dt>Dam</dt>\n<dd>A low wall",
                '<pre><code data-language="python">def count(nests):\n    # both',
                '<blockquote cite="https://letters.example.org/1962">\n<p>We never',
                "week:<br>\nThe Mill House<br>\nPond Lane 3",
                '<math alttext="A = \\pi r^2">',
                '<figure data-embed="video" data-provider="youtube">',
                "<hr>",
                "<summary>Who counted</summary>",
                '<li id="fn-clock">The script runs',
            ],
        ),
        (
            to_text,
            [
                "3. Wait until the mist has gone from the water.",
                "5. Count the birds on the nests twice:\n",
                "- once from the bridge,",
                "Year\tPairs\tNote\n2021\t3\n2022\t5\ta wet spring\n\t6\tafter June | July",
                "> We never thought",
                "    # both numbers, ``twice``",
                "[1] The script runs",
            ],
        ),
        (
            to_tei,
            [
                f'<ref target="{LINK}&amp;y=2"',
                '<head xml:id="counting">How they were counted</head>',
                'cols="2"',
                'rows="2"',
                "<lb/>",
                "A = \\pi r^2",
            ],
        ),
    ],
    ids=["markdown", "html", "text", "tei"],
)
def test_every_part_of_the_body_is_kept(write: Callable[[Article], str], parts: list[str]) -> None:
    written = write(ARTICLE)
    assert [part for part in parts if part not in written] == []


def test_links_and_pictures_are_listed() -> None:
    assert [link.text for link in ARTICLE.links] == ["nobody in the town", "the nests", "letter"]
    assert ARTICLE.paragraphs[ARTICLE.links[2].paragraph].kind == "table_row"
    assert [image.alt for image in ARTICLE.images] == ["A heron at the weir"]
