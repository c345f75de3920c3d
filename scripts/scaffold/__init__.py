"""Starting a new article: its two files and its line in the nav."""
