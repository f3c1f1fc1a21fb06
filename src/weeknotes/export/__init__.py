"""The whole library as text for other programs: JSON, CSV, BibTeX, CSL-JSON."""
