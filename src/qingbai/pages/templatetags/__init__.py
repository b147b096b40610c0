"""Template tags of the family."""
