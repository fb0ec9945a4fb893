"""The fields of an article: one file a field."""
