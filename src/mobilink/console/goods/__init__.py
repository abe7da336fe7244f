"""Makers, products and consigned lots at the desk."""
