"""What cannot all be true in a published graph, and which promises of the data model it breaks, if any."""
