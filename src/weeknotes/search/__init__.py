"""Site → the files that a page searches: folded words, where each stands, and the texts to show.
See ARCHITECTURE.md."""
