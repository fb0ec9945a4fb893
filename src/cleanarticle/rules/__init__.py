"""Rules: what a rule is, how rules are called, switched, loaded and listed; `library` holds those of the package."""
