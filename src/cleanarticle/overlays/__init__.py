"""Outside knowledge of a site: site models, filter lists and site profiles."""
