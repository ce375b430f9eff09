"""Names, titles, dates, places, parties and amounts that articles put differently, derived when publishing."""
