"""Invitations and arriving: how people come in and who brought them.
Never shows figures about single persons.
"""
