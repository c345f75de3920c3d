"""Checking links: extract them, resolve them in the site, visit the external ones, locate them."""
