"""What `check` says of digests, and what it can fix."""
