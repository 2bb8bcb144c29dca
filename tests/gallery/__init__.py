"""Draws the gallery: the product's own screens as pictures."""
