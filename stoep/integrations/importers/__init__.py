"""Readers of what other systems export: each yields the same records, and knows nothing of where they go."""
