"""Running the code of articles: collecting blocks, syntax, one interpreter an article."""
