"""HTTP for items: one file per noun."""
