"""The files of a site: listing, reading and writing them."""
