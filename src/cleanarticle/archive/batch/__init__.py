"""Clean archives on all cores: every record becomes a row or an error, or is filtered out."""
