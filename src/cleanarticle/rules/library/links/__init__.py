"""Ways to other pages: related stories, tags, breadcrumbs, sharing."""
