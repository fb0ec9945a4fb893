"""The byline of a page: which of the witnesses is believed, and what the others add."""

from __future__ import annotations

import pytest
from marked_pages import collected
from test_fields import BODY, article, json_ld, meta

from cleanarticle.article import Article, Byline

H1 = "<h1>Ferry sails again</h1>"
DATE = "<p>3 March 2026</p>"


def byline_of(top: str, body: str = BODY, *, head: str = "", url: str | None = None) -> Byline:
    byline = article(H1 + top, body, head=head, url=url).byline
    assert byline is not None
    return byline


def person(name: str, more: str = "") -> str:
    return f'{{"@type": "Person", "name": "{name}"{more}}}'


def organisation(name: str) -> str:
    return f'{{"@type": "Organization", "name": "{name}"}}'


# --- structured data and the page -------------------------------------------------------------------------


def test_people_organisations_and_agencies_of_structured_data_are_told_apart() -> None:
    author = f"[{person('Ida Holm')}, {organisation('Quay Desk')}, {organisation('Reuters')}]"
    found = article(H1, head=json_ld(author=author))
    assert found.byline is not None
    assert found.byline.authors == ("Ida Holm",)
    assert found.byline.organisations == ("Quay Desk",)
    assert found.byline.agency == "Reuters"
    assert found.authors == ("Ida Holm", "Quay Desk", "Reuters")


def test_an_article_without_a_byline_has_no_authors() -> None:
    assert Article().authors == ()


def test_the_job_title_is_a_role_and_the_line_knows_better() -> None:
    head = json_ld(author=person("Ida Holm", ', "jobTitle": "Reporter"'))
    assert byline_of("", head=head).roles == ("Reporter",)
    assert byline_of("<p>By Ida Holm, Shipping Editor</p>", head=head).roles == ("Shipping Editor",)


def test_the_line_adds_authors_place_and_helpers_to_the_claimed_one() -> None:
    found = byline_of(
        "<p>By Ida Holm and Bo Lind in Oslo, with additional reporting by Jan Weiss</p>",
        head=json_ld(author=person("Ida Holm")),
    )
    assert found.authors == ("Ida Holm", "Bo Lind")
    assert found.contributors == ("Jan Weiss",)
    assert found.place == "Oslo"


def test_claimed_authors_that_the_line_leaves_out_stay() -> None:
    head = json_ld(author=f"[{person('Ida Holm')}, {person('Bo Lind')}]")
    assert byline_of("<p>By Ida Holm and others</p>", head=head).authors == ("Ida Holm", "Bo Lind")


def test_a_line_with_a_byword_right_below_the_headline_outweighs_another_claimed_person() -> None:
    head = json_ld(author=person("Jan Weiss"))
    assert byline_of("<p>By Ida Holm</p>", head=head).authors == ("Ida Holm",)
    assert byline_of('<p class="author">Ida Holm</p>', head=head).authors == ("Jan Weiss",)


def test_the_site_is_an_author_only_where_no_person_is() -> None:
    head = json_ld(author=organisation("The Quay"), publisher=organisation("The Quay"))
    assert byline_of("", head=head).organisations == ("The Quay",)
    shown = byline_of("<p>By Ida Holm</p>", head=head)
    assert (shown.authors, shown.organisations) == (("Ida Holm",), ())


def test_the_host_is_the_site() -> None:
    head = json_ld(author=organisation("quay.example"))
    found = byline_of("<p>By Ida Holm</p>", head=head, url="https://www.quay.example/ferry")
    assert (found.authors, found.organisations) == (("Ida Holm",), ())


def test_a_plain_name_does_not_outweigh_a_claimed_organisation() -> None:
    head = json_ld(author=organisation("Harbour Desk"))
    assert byline_of("<p>Anna Holm</p>", head=head).organisations == ("Harbour Desk",)
    assert byline_of("<p>By Anna Holm</p>", head=head).authors == ("Anna Holm",)


def test_an_agency_that_the_line_shows_stands_beside_the_claimed_site() -> None:
    head = json_ld(author=organisation("The Quay"), publisher=organisation("The Quay"))
    found = article(H1 + "<p>By Reuters</p>", head=head)
    assert found.authors == ("The Quay", "Reuters")


@pytest.mark.parametrize("value", ["admin", "ida@quay.example", "https://quay.example/ida", "Guest", "n/a"])
def test_accounts_and_addresses_are_nobody(value: str) -> None:
    assert article(H1, head=meta(author=value)).byline is None


# --- meta tags --------------------------------------------------------------------------------------------


def test_a_meta_tag_limits_what_is_glued_to_the_name() -> None:
    assert byline_of("<p>by Ida Holm Open Harbours</p>", head=meta(author="Ida Holm")).authors == ("Ida Holm",)


def test_a_marked_line_limits_a_meta_tag_that_lists_everybody() -> None:
    head = meta(author="Ida Holm, Bo Lind, Jan Weiss")
    assert byline_of('<p class="byline">Ida Holm</p>', head=head).authors == ("Ida Holm",)
    assert byline_of("", head=head).authors == ("Ida Holm", "Bo Lind", "Jan Weiss")


def test_a_marked_line_outweighs_a_meta_tag_that_names_somebody_else() -> None:
    assert byline_of("<p>By Ida Holm</p>", head=meta(author="Jan Weiss")).authors == ("Ida Holm",)


def test_names_in_small_letters_count_where_only_an_author_stands() -> None:
    assert byline_of("", head=meta(author="ida holm")).authors == ("ida holm",)


# --- lines of the page ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("top", "authors"),
    [
        ("<dl><dt>Von</dt><dd>Ida Holm</dd></dl>", ("Ida Holm",)),
        ("<div>Author:</div><ul><li>Ida Holm</li></ul>", ("Ida Holm",)),
        ('<ul><li>by</li></ul><p class="a">Ida Holm</p><p class="a">Bo Lind</p>', ("Ida Holm", "Bo Lind")),
        ('<p class="byline">Ida Holm</p><p class="byline">Bo Lind</p>', ("Ida Holm", "Bo Lind")),
        ("<h4>By Ida Holm</h4>", ("Ida Holm",)),
        ('<aside class="post-author">Ida Holm</aside>', ("Ida Holm",)),
        ('<div class="comments-bar">By <a rel="author" href="/i">Ida Holm</a> · 3/4/26</div>', ("Ida Holm",)),
        ('<p>By <a rel="author" href="/i">Ida Holm</a> Open Waters</p>', ("Ida Holm",)),
        ('<p>By <a rel="author" href="/i">idaholm99</a></p>', ("idaholm99",)),
        ('<p><span class="byline-name">Ida holm</span></p>', ("Ida holm",)),
        ('<p>von <span class="author">Ida Holm</span>in Allgemeines</p>', ("Ida Holm",)),
    ],
)
def test_lines_that_name_authors(top: str, authors: tuple[str, ...]) -> None:
    assert byline_of(top).authors == authors


@pytest.mark.parametrize(
    "top",
    [
        "<p>Zum Beispiel »</p>",
        "<p>Mehr</p>",
        "<p>Von</p>",
        "<p>It is Harbour Week, day 3, and we sail!</p>",
        "<figure><figcaption>By Ida Holm</figcaption></figure>",
        '<div class="author-title">Research and Development</div>',
        '<div class="related"><p>By Ida Holm</p></div>',
        "<nav><p>By Ida Holm</p></nav>",
    ],
)
def test_lines_that_name_nobody(top: str) -> None:
    byline = article(H1 + top).byline
    assert byline is None or not byline.authors


def test_a_category_is_no_place() -> None:
    top = '<p>By <a rel="author" href="/i">Ida Holm</a> in <a rel="category tag" href="/g">Gardens</a></p>'
    assert byline_of(top).place is None


def test_a_name_that_stands_below_the_body_once_more_is_the_author() -> None:
    below = BODY + "<section><p>Mtholi Ndaba</p><p>Covers the coast.</p></section>"
    assert byline_of("<p>Mtholi Ndaba</p>", below).authors == ("Mtholi Ndaba",)
    assert article(H1 + "<p>Mtholi Ndaba</p>").byline is None


def test_a_card_above_the_headline_is_another_articles() -> None:
    card = '<div><h3>Harbour closed</h3><p class="author">By Bo Lind</p></div>'
    html = f"<html><body>{card}{H1}<p>Anna Holm</p>{BODY}</body></html>"
    found = collected(html).article
    assert found is not None
    assert found.byline is not None
    assert found.byline.authors == ("Anna Holm",)


def test_a_byline_above_the_headline() -> None:
    found = collected(f"<html><body><p>Published 3 March 2026 by Ida Holm</p>{H1}{BODY}</body></html>").article
    assert found is not None
    assert found.byline is not None
    assert found.byline.authors == ("Ida Holm",)


def test_an_organisation_marked_as_the_author() -> None:
    found = byline_of('<p>by <a rel="author" href="/d">Ask the Divers</a></p>')
    assert (found.authors, found.organisations) == ((), ("Ask the Divers",))


# --- below the body ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "authors", "organisations", "agency"),
    [
        ("<p data-body>abc, de</p>", ("abc", "de"), (), None),
        ("<p data-body>(npd/ih)</p>", ("npd/ih",), (), None),
        ("<p data-body>(dpa/ih)</p>", (), (), "dpa/ih"),
        ("<p data-body>《KT》</p>", ("KT",), (), None),
        ("<p data-body>HP-Redaktion</p>", (), ("HP-Redaktion",), None),
        ("<p data-body>Quay Post / Reuters</p>", (), ("Quay Post",), "Reuters"),
        ("<p data-body><strong>Lê Phong</strong></p>", ("Lê Phong",), (), None),
        ('<p data-body style="text-align: right">Lê Phong</p>', ("Lê Phong",), (), None),
    ],
)
def test_signatures(line: str, authors: tuple[str, ...], organisations: tuple[str, ...], agency: str | None) -> None:
    found = collected(f"<html><body>{H1}{BODY}{line}</body></html>")
    assert found.article is not None
    assert found.article.byline is not None
    assert found.article.byline.authors == authors
    assert found.article.byline.organisations == organisations
    assert found.article.byline.agency == agency
    assert len(found.article.paragraphs) == 3
    assert "byline" in found.blocks.values()


@pytest.mark.parametrize("text", ["(sic)", "quay", "Back to blog", "Related News", "[post-views]", "To be continued"])
def test_other_last_lines_are_no_signatures(text: str) -> None:
    assert article(H1, BODY + f"<p data-body>{text}</p>").byline is None


@pytest.mark.parametrize(
    ("line", "contributors"),
    [
        ("<p>Additional reporting by Bo Lind and Jan Weiss</p>", ("Bo Lind", "Jan Weiss")),
        ("<p>(Reporting by Ida Holm; Additional reporting by Bo Lind; Editing by Jan Weiss)</p>", ("Bo Lind",)),
        ("<p>Mitarbeit: Bo Lind</p>", ("Bo Lind",)),
        ("<p>Bo Lind contributed to this report.</p>", ("Bo Lind",)),
        ("<p>Reporting on this was hard, and nobody helped.</p>", ()),
    ],
)
def test_helpers_below_the_body(line: str, contributors: tuple[str, ...]) -> None:
    found = byline_of("<p>By Ida Holm</p>", BODY + line)
    assert (found.authors, found.contributors) == (("Ida Holm",), contributors)


def test_the_one_author_who_is_presented_far_below() -> None:
    gap = "<p>x</p>" * 8
    assert byline_of("", BODY + gap + "<h3>Written by Ida Holm</h3>").authors == ("Ida Holm",)
    two = "<h3>Written by Ida Holm</h3><h3>Written by Bo Lind</h3>"
    assert article(H1, BODY + gap + two).byline is None
    assert article(H1, BODY + gap + "<ul><li>Written by Ida Holm</li></ul>").byline is None


# --- where it was read ------------------------------------------------------------------------------------


def test_certainty_rises_with_independent_witnesses() -> None:
    claimed = json_ld(author=person("Ida Holm"))
    agreed, alone, marked, plain = (
        article(H1 + top, head=head).sources["byline"]
        for top, head in (
            ("<p>By Ida Holm</p>", claimed),
            ("", claimed),
            ("<p>By Ida Holm</p>", ""),
            ("<p>Anna Holm</p>", ""),
        )
    )
    assert (agreed.source, alone.source, marked.source, plain.source) == ("json-ld", "json-ld", "page", "page")
    assert agreed.certainty > alone.certainty > marked.certainty > plain.certainty > 0.5


def test_no_byline_has_no_source() -> None:
    assert "byline" not in article(H1 + DATE).sources


# --- claims and lines of blogs


def test_a_card_labels_the_author() -> None:
    card = meta(twitter__label1="Written by", twitter__data1="Ida Holm")
    assert byline_of("", head=card).authors == ("Ida Holm",)
    other = meta(twitter__label1="Est. reading time", twitter__data1="Ida Holm")
    assert article(H1, head=other).byline is None


def test_a_mail_address_beside_a_claimed_name_does_not_matter() -> None:
    assert byline_of("", head=meta(author="Ida Holm, ida@quay.example")).authors == ("Ida Holm",)
    assert article(H1, head=meta(author="desk@quay.example")).byline is None


def test_a_claimed_account_counts_where_nobody_else_is_named() -> None:
    head = meta(author="riverwatch")
    assert byline_of("", head=head).authors == ("riverwatch",)
    assert byline_of("<p>By Ida Holm</p>", head=head).authors == ("Ida Holm",)
    assert article(H1, head=meta(author="wp_admin")).byline is None


def test_the_full_name_is_claimed_and_the_first_is_shown() -> None:
    assert byline_of("<p>By Ida</p>", head=meta(author="Ida Holm")).authors == ("Ida Holm",)


def test_a_line_with_a_byword_names_the_writers_of_all_who_are_claimed() -> None:
    head = json_ld(author=f"[{person('Ida Holm')}, {person('Bo Lind')}]")
    assert byline_of("<p>By Ida Holm</p>", head=head).authors == ("Ida Holm",)
    assert byline_of("<p>By Ida Holm +1</p>", head=head).authors == ("Ida Holm", "Bo Lind")


def test_an_organisation_that_holds_the_name_of_a_person_is_none() -> None:
    head = json_ld(author=f"[{person('Ida Holm')}, {organisation('Ida Holm Quay Staff')}]")
    assert byline_of("", head=head).organisations == ()


def test_share_buttons_do_not_use_up_the_lines_that_are_tried() -> None:
    buttons = "".join(f"<div>Send {index}</div>" for index in range(14))
    assert byline_of(f"{buttons}<p>By Ida Holm</p>").authors == ("Ida Holm",)
