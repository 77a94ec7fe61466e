"""Measuring and picturing, outside the product."""
