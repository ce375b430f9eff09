"""A reader that asks a chat endpoint of the user's choice: an optional extra, off unless it is asked for by name."""
