"""What the site sells or asks for: advertising, newsletters, subscriptions, apps, donations, shops."""
