"""Site profiles: what a person knows of the pages of one host, read from files."""

from cleanarticle.overlays.profiles.collection import Profiles
from cleanarticle.overlays.profiles.model import Profile, ProfileSelector, UnsupportedDirective

__all__ = ["Profile", "ProfileSelector", "Profiles", "UnsupportedDirective"]
