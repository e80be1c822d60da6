"""How much one case holds of what the page of its candidates shows as a whole. Pure."""

MOST_CANDIDATES = 100
"""Candidates proposed in one case, those withdrawn and refused and their objections (one each) among them."""
