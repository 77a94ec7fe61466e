"""Who makes it: accounts, profiles, signing in, sessions.
Does not know what people share or which groups they are in.
"""
