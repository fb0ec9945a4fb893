"""An Article in other forms."""
