"""Tests of the built site: its files, and its pages in Chromium."""
