"""Other doors into the product: importers from other networks.
Everything they write goes through the same actions.
"""
