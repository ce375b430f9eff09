"""Reading: a pure function from an article to the facts it states, each with its evidence."""
