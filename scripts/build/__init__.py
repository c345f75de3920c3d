"""From the text of a page to its HTML: pure functions, called by `scripts/hooks.py`."""
