"""Code shared by several kinds of pages."""
