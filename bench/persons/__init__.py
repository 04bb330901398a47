"""The finder of names, measured and taught."""
