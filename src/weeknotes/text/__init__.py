"""Functions on text: Unicode, links and code in prose, week labels and dates."""
