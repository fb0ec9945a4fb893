"""What the page says about the article: times, counts, authors, rights."""
