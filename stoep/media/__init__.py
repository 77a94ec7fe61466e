"""Stored files by content and their renditions. Knows no rights and has no public address:
a file is reached through what shows it.
"""
