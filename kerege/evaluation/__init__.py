"""How well articles are read: facts compared with gold facts, those that people wrote down by hand."""
