"""What an article must look like: one module per part of it, all pure functions."""
