"""Comments of readers, and posts of a forum."""
