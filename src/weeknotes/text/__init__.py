"""Text on its own: Unicode, links and code in prose, weeks and days."""
