"""For whom: affiliation and role, with the span they were read from."""
