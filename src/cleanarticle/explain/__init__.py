"""Why each block was kept or dropped."""
