"""Page → bytes: templates, feeds, files as they are."""
