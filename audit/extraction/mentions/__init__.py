"""Names as the article gives them, and who they are together."""
