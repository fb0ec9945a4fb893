"""Rules: their API, how they are called, switched, loaded, measured and listed. `library` has those of the package."""
