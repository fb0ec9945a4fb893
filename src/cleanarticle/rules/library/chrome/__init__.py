"""What every page of a site has: navigation, headers, footers, consent, login, search, loaders."""
