"""Changes to digests: entries are added or completed, and what is written is read back."""
