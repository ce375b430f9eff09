"""The published graph as a network: chosen, measured, laid out, drawn and exported."""
