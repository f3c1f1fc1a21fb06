"""Bytes → disk: only changed files are written, each whole or not at all; only our own files are
removed."""
