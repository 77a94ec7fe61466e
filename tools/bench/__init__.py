"""Measuring Stoep: seed realistic data, run it over real HTTP, compare two runs."""
