"""Read datelines: the start of a paragraph that says where, when and by which agency a report was filed.

A dateline is a place, then perhaps a day and an agency, then a dash, a bracket or a colon, and then the
report begins. Sentences start with places too, so something has to stand behind the place that only datelines
have (an agency, a day), or the place has to be in capitals, as only they write it, or to be known.

- `start`: the whole way of a paragraph's start;
- `parts`: what may be the place, the day and the agency;
- `sentences`: whether what stands behind is a sentence;
- `brackets`, `dashes`, `stops`, `right_to_left`: house forms by the sign that ends them; `forms` puts them in order;
- `east_asian`: house forms in Chinese, Japanese and Korean.
"""

from cleanarticle.fields.text.datelines.parts import DatelineMatch, is_city, is_known_agency, is_known_place
from cleanarticle.fields.text.datelines.start import parse_dateline

__all__ = ["DatelineMatch", "is_city", "is_known_agency", "is_known_place", "parse_dateline"]
