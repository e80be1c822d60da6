"""The set-up page: the first school of an installation and its deputy head."""
