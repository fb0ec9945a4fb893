"""Other frameworks that clean pages with this library; each module needs the packages of the extra of its name."""
