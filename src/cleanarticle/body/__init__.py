"""Scores and marks to the blocks of the body."""
