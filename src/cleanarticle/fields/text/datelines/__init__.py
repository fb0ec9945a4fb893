"""Read datelines: the start of a paragraph that says where, when and by which agency a report was filed.

- `forms`: house forms, by the signs between place, day, agency and report, and the way of a paragraph through them;
- `parts`: what may be the place, the day and the agency, and whether a sentence follows.
"""
