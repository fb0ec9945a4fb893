"""One file a kind of archive: each gives what it finds, in order, and knows no other."""
