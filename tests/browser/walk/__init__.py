"""One novice's mentored year, walked in a browser by seven people: what `tests/browser/test_walk.py` is made of."""
