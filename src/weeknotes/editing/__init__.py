"""Changes to digests: entries are added or completed, and the result is parsed again to check
it."""
