"""Reading Markdown articles: front matter and body, every part with its line and column."""
