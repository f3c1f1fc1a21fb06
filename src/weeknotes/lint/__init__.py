"""The rules of `weeknotes check`, report formats, and safe fixes."""
