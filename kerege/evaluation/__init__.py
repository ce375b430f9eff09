"""How well articles are read and joined: compared with facts and labels that people wrote down by hand."""
