"""How the product is started and tested. Standard library only, until the environment exists."""
