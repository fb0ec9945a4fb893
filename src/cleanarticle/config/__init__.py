"""The settings of an extractor, and their sources: files, the environment and flags."""
