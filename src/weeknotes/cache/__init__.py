"""What one build leaves to the next."""
