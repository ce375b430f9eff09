"""What can be asked: stored SPARQL questions, one a file, and the catalogue that reads them."""
