"""Backups: everything a network holds in one file, made while it runs, checked, and put back.

It knows the database, the data folder and the keys, and no word of the product: which files the database names is
asked of `config/wiring.py`. Nothing removes stored files today. Whoever will must hold `backup.lock` while doing so,
because a backup copies the database first and then the files this copy names.
"""
