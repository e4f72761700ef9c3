"""Who is who: pronouns, descriptions and last names to the fullest name; sources put together."""
