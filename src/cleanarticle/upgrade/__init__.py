"""What an upgrade, or a change of settings, does to an archive of pages; and which sites changed over time."""
