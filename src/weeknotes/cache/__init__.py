"""The state that one build stores for the next."""
