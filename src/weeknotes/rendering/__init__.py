"""Render pages to bytes, with templates and feed writers."""
