"""Text by itself: Unicode, links in prose, weeks and days."""
