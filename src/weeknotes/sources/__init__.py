"""The files of a site: listed, read, decoded, written."""
