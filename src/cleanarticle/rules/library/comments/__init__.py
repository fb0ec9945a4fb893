"""What readers write below."""
