"""The phrase data is well formed, finds what pages print around an article, and leaves prose alone."""

from __future__ import annotations

from collections import Counter

import pytest

from cleanarticle.lexicon.phrases import bundled_phrases, cue_names, load_lexicon, normalise, trim

LEXICON = load_lexicon()
MODES = {"whole", "start", "end", "anywhere"}

CUES = {
    "advertisement", "affiliate", "agency-boilerplate", "ai-label", "app-promotion", "audio-player",
    "author-card", "breadcrumbs", "comment-count", "comments", "contact", "continue", "cookie",
    "copyright", "correction-notice", "delivery", "donation", "embed", "event-promotion", "gallery", "infographic",
    "live-label", "loader", "login", "most-read", "navigation", "newsletter", "paywall", "photo-credit",
    "policy-link", "reading-time", "registration", "related", "result-count", "share", "shop", "sign-off",
    "sponsor", "tags", "timestamp", "trust-badge", "video-teaser",
}  # fmt: skip

ALL = [
    (language, cue, mode, phrase)
    for language, cues in LEXICON.items()
    for cue, modes in cues.items()
    for mode, phrases in modes.items()
    for phrase in phrases
]

CRUFT = [
    ("advertisement", "Advertisement"),
    ("advertisement", "ADVERTISEMENT – CONTINUE READING BELOW"),
    ("advertisement", "Anzeige"),
    ("advertisement", "La suite après la publicité"),
    ("advertisement", "Publicidad"),
    ("advertisement", "Continua após a publicidade"),
    ("advertisement", "Lees verder onder de advertentie"),
    ("photo-credit", "Photo: Ann Lee"),
    ("photo-credit", "A harbour at dusk. (Ann Lee/Reuters)"),
    ("photo-credit", "The old bridge in 2019. Ann Lee via Getty Images"),
    ("photo-credit", "Foto: Eva Braun/dpa"),
    ("photo-credit", "Crédit photo : Léa Petit"),
    ("photo-credit", "Crédito: Ana Ruiz"),
    ("photo-credit", "Beeld: Jan Smit"),
    ("video-teaser", "Watch the video below"),
    ("video-teaser", "Guarda il video: il gol al novantesimo"),
    ("audio-player", "🎧 Listen to this article"),
    ("audio-player", "Escucha este artículo"),
    ("gallery", "View Gallery"),
    ("gallery", "Fotostrecke: So feiert die Stadt"),
    ("embed", "View this post on Instagram"),
    ("embed", "A post shared by Ann Lee (@annlee)"),
    ("infographic", "Infographic: how the tunnel was dug"),
    ("trust-badge", "Why you can trust our reviewers"),
    ("policy-link", "Privacy Policy"),
    ("policy-link", "Datenschutzerklärung"),
    ("policy-link", "By signing up, you agree to our terms of use."),
    ("reading-time", "5 min read"),
    ("reading-time", "Reading time: 12 minutes"),
    ("reading-time", "Lesezeit: 3 Min."),
    ("reading-time", "Temps de lecture : 4 min"),
    ("comment-count", "1,204 Comments"),
    ("comment-count", "17 Kommentare"),
    ("timestamp", "Updated: 5 May 2024, 10:31"),
    ("timestamp", "3 hours ago"),
    ("timestamp", "Publié le 3 mars 2024 à 18h"),
    ("timestamp", "Ultimo aggiornamento: 7 maggio"),
    ("author-card", "About the author"),
    ("author-card", "Autorin: Eva Braun"),
    ("newsletter", "Sign up for our newsletter"),
    ("newsletter", "The day's stories, delivered straight to your inbox."),
    ("newsletter", "Melden Sie sich für den Newsletter an"),
    ("newsletter", "Suscríbete a nuestra newsletter y no te pierdas nada"),
    ("newsletter", "Schrijf je in voor onze nieuwsbrief"),
    ("paywall", "Already a subscriber? Log in"),
    ("paywall", "Cet article est réservé aux abonnés"),
    ("paywall", "Este conteúdo é exclusivo para assinantes."),
    ("registration", "Create a free account"),
    ("app-promotion", "Download our app for breaking news"),
    ("donation", "Please consider making a donation today."),
    ("affiliate", "If you click a link, we may earn a commission."),
    ("event-promotion", "Get tickets"),
    ("shop", "Add to cart"),
    ("sponsor", "Sponsored content"),
    ("sponsor", "Contenuto sponsorizzato"),
    ("related", "Related: How the bridge was built"),
    ("related", "READ MORE: The mayor resigns"),
    ("related", "Lesen Sie auch: Der Bürgermeister tritt zurück"),
    ("related", "À lire aussi : le maire démissionne"),
    ("related", "Lee también: El alcalde dimite"),
    ("related", "Leggi anche: il sindaco si dimette"),
    ("related", "Leia também: prefeito renuncia"),
    ("related", "Lees ook: burgemeester stapt op"),
    ("most-read", "Most read"),
    ("most-read", "Más leídas"),
    ("tags", "Tags: bridges, harbours"),
    ("tags", "Schlagwörter"),
    ("breadcrumbs", "You are here: Home"),
    ("share", "Share"),
    ("share", "Click to share on Facebook (Opens in new window)"),
    ("share", "Compartir en WhatsApp"),
    ("navigation", "Skip to main content"),
    ("navigation", "Zum Inhalt springen"),
    ("cookie", "We use cookies to improve this site."),
    ("cookie", "Tout accepter"),
    ("login", "Log in"),
    ("login", "Mot de passe oublié ?"),
    ("loader", "Loading..."),
    ("comments", "Leave a Reply"),
    ("comments", "Your email address will not be published. Required fields are marked *"),
    ("comments", "Schreiben Sie einen Kommentar"),
    ("copyright", "© 2024 The Harbour Times. All rights reserved."),
    ("copyright", "Riproduzione riservata"),
    ("sign-off", "This is a developing story and will be updated."),
    ("contact", "Contact us: desk@example.org"),
    ("ai-label", "This summary was generated by AI."),
    ("correction-notice", "Correction: An earlier version of this story named the wrong ship."),
    ("correction-notice", "In einer früheren Version dieses Artikels stand ein falscher Name."),
    ("agency-boilerplate", "(Reporting by Ann Lee; Editing by Bo Dahl)"),
    ("agency-boilerplate", "Bo Dahl contributed to this report."),
    ("live-label", "Live updates"),
    ("live-label", "En directo"),
    ("delivery", "Livraison offerte dès 80 €"),
    ("result-count", "Showing 1-12 of 40 results"),
    ("continue", "Continue reading"),
    ("continue", "Continua a leggere"),
]

PROSE = [
    "Related diseases were found in three of the villages.",
    "Tags sewn into the coats showed where they had been made.",
    "Share prices fell by four per cent on Monday.",
    "The photo shows the harbour before the war.",
    "He wanted to subscribe to the paper his father had printed.",
    "Live music returned to the square after two years.",
    "Watch makers in the valley have struggled since spring.",
    "Home owners on the coast say insurance has become too dear.",
    "Sponsored by two senators, the bill failed in March.",
    "The Post reported that the minister would resign.",
    "Advertising revenue rose for the third year in a row.",
    "Updated rules for ferries come into force next week.",
    "She posted the recording on Instagram.",
    "Comments from the mayor drew laughter in the hall.",
    "The company changed its privacy policy.",
    "Help us, the sailors shouted, but nobody heard them.",
    "Cookies and milk were waiting on the table.",
    "Anzeigen gegen zwei Männer wurden am Montag erstattet.",
    "Die Anzeige ging am Montag bei der Polizei ein.",
    "Mehr von diesem Wasser braucht niemand.",
    "Der Kommentar des Ministers löste Streit aus.",
    "Le maire a lu la lettre devant les habitants en direct.",
    "Lire un journal était alors un luxe.",
    "Más de mil personas cruzaron el puente el domingo.",
    "Volver a la escuela no fue fácil para los niños.",
    "La entrada al puerto quedó cerrada durante dos días.",
    "Lo dijo el ministro a la agencia EFE.",
    "Diretta verso nord, la nave è affondata all'alba.",
    "Il sindaco ha pubblicato il video.",
    "Veja o caso do porto, que fechou em março.",
    "Há 5 anos, o porto fechou.",
    "De burgemeester ging terug naar de haven en zei niets.",
    "Ga naar huis, zei de agent tegen de jongens.",
]


def test_languages() -> None:
    assert " ".join(sorted(LEXICON)) == "ar cs da de en es fa fi fr hi it ja ko nb nl pl pt ru sv th tr uk zh"


@pytest.mark.parametrize("language", sorted(LEXICON))
def test_cues_and_modes_are_known(language: str) -> None:
    assert set(LEXICON[language]) <= CUES
    assert {mode for modes in LEXICON[language].values() for mode in modes} <= MODES


def test_every_cue_has_english_phrases() -> None:
    assert set(LEXICON["en"]) == CUES == cue_names()


@pytest.mark.parametrize("language", sorted(LEXICON))
def test_phrases_are_in_normal_form(language: str) -> None:
    wrong = [
        (cue, mode, phrase)
        for found, cue, mode, phrase in ALL
        if found == language and not (phrase and normalise(phrase) == phrase)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", sorted(LEXICON))
def test_phrases_have_the_ends_of_their_mode(language: str) -> None:
    wrong = [
        (cue, mode, phrase)
        for found, cue, mode, phrase in ALL
        if found == language
        and (
            (mode == "whole" and trim(phrase) != phrase)
            or (mode == "end" and not phrase.endswith(trim(phrase)))
            or (mode in {"start", "end"} and len(phrase) < 2)
        )
    ]
    assert wrong == []


@pytest.mark.parametrize("language", sorted(LEXICON))
def test_phrases_are_unique_in_their_cue_and_mode(language: str) -> None:
    counts = Counter((cue, mode, phrase) for found, cue, mode, phrase in ALL if found == language)
    assert [key for key, count in counts.items() if count > 1] == []


def test_every_phrase_is_found_when_it_stands_alone() -> None:
    missed = [key for key in ALL if key[1] not in bundled_phrases().find(key[3])]
    assert missed == []


@pytest.mark.parametrize(("cue", "text"), CRUFT)
def test_cruft_is_found(cue: str, text: str) -> None:
    assert cue in bundled_phrases().find(text)


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_left_alone(text: str) -> None:
    assert bundled_phrases().find_detail(text) == ()
