"""Where it is kept: the store, publishing, dumps and networks."""
