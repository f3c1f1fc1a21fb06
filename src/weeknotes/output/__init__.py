"""Write a build to disk.  Only changed files are written, each atomically.  Only files of an
earlier build are removed."""
