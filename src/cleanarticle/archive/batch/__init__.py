"""Archives cleaned page by page, on all cores: every record ends as one row, one reported error, or filtered out."""
