"""Filter lists: cosmetic rules in the syntax of Adblock Plus and uBlock Origin, matched against containers."""
