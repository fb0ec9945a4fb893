"""How likely the body of a page is right, and what kind of page makes it doubtful."""
