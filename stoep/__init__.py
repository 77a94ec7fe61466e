"""Stoep: the social network an organisation owns itself."""
