"""Drawings that pages hold: timelines and maps, complete without a script, with the same in words beside them."""
