"""A user's own filter lists: cosmetic rules of Adblock Plus and uBlock Origin syntax, matched against containers."""
