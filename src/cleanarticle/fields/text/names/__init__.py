"""What names look like: of people, of agencies and newsrooms, of places.

Everything here judges by shape and by word lists; there is no register of people. A text of the right shape
is a name unless one of its words says otherwise.
"""

from cleanarticle.fields.text.names.organisations import (
    is_agency,
    is_desk,
    is_news_agency,
    is_newsroom,
    is_wordlike_agency,
    looks_like_organisation,
    may_close_agency,
    may_open_agency,
)
from cleanarticle.fields.text.names.people import (
    are_name_words,
    has_east_asian_surname,
    is_initials,
    is_ordinary,
    looks_like_name,
)
from cleanarticle.fields.text.names.places import (
    could_be_place,
    is_place,
    is_plain_place,
    is_region,
    strip_place,
    tidy_place,
)
from cleanarticle.fields.text.names.vocabulary import (
    given_names,
    is_credential,
    is_honorific,
    is_page_word,
    is_role,
    is_role_word,
    is_weekday,
    name_words,
)

__all__ = [
    "are_name_words",
    "could_be_place",
    "given_names",
    "has_east_asian_surname",
    "is_agency",
    "is_credential",
    "is_desk",
    "is_honorific",
    "is_initials",
    "is_news_agency",
    "is_newsroom",
    "is_ordinary",
    "is_page_word",
    "is_place",
    "is_plain_place",
    "is_region",
    "is_role",
    "is_role_word",
    "is_weekday",
    "is_wordlike_agency",
    "looks_like_name",
    "looks_like_organisation",
    "may_close_agency",
    "may_open_agency",
    "name_words",
    "strip_place",
    "tidy_place",
]
