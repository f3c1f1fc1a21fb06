"""Export formats for other programs: JSON, CSV, BibTeX, CSL-JSON."""
