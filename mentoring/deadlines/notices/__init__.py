"""What a person is told of deadlines, in the product, and how that person wants it."""
