"""Articles in: sources of articles, and reading, which turns an article into facts with evidence."""
