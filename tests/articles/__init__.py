"""Tests of single articles: what their pages promise beyond what the checks run."""
