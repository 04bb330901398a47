"""A newspaper's digital edition as a static site."""

__version__ = "0.1.0"
