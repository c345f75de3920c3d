"""Comparing the two languages of an article, and recording when they were said to agree."""
