"""Bytes, text or a tree to `Document`. No other package imports a parser."""
