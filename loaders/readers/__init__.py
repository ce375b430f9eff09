"""Readers of any origin behind one face: found by their name, their facts checked, their entities joined."""
