"""What the parser sees, and what is read off its trees."""
