"""weeknotes: weekly reading digests in plain text → a site that people like to read."""

__version__ = "0.2.0"
