"""What belongs to a picture, film or sound and not to the prose."""
