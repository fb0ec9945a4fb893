"""Site profiles: what a person knows of the pages of one host, read from files."""

from cleanarticle.profiles.collection import Profiles
from cleanarticle.profiles.model import NotHonoured, Profile, Selector

__all__ = ["NotHonoured", "Profile", "Profiles", "Selector"]
