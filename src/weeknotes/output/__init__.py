"""Bytes → disk: laid ready in a staging folder, then published as a whole."""
