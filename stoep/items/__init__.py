"""What people make: posts, questions, announcements, replies, with reactions, mentions and references.
Does not know which streams show them or who is told.
"""
