"""What says that something is said: verbs, phrases, labels, and their subjects."""
