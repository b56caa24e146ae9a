"""Senim: everything that a person sees."""
