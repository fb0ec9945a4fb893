"""Readers of text: what a line says by itself, whatever page it stands on.

- `names`: what names look like, of people, agencies, places;
- `bylines`: who wrote an article;
- `datelines`: where, when and by which agency a report was filed;
- `dates`: moments, days, months, zones, calendars, clock times;
- `credits`: who made a picture;
- `labels`: words before or behind a headline.
"""
