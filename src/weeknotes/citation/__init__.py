"""Papers as others cite them."""
