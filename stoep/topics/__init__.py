"""Subjects, written as #topic: their names and descriptions.
Does not know what is said about them.
"""
