"""Adapters for other frameworks. Each module needs the packages of its extra, which are named in `pyproject.toml`."""
