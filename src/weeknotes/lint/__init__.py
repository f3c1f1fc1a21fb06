"""The rules of `weeknotes check`, their reports, and the fixes that are safe."""
