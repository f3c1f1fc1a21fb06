"""List, read and write the files of a site."""
