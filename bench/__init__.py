"""Content folders of any size, a second reading of a site, and how fast the build is."""
