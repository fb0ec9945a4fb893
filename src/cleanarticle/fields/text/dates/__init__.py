"""Read what a text says of time: moments and days in the shapes that pages of many languages give them."""
