"""What the site says of its own reliability."""
