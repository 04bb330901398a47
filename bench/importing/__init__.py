"""The importer, measured and taught: pages laid out by a program, a trainer, the table of figures."""
