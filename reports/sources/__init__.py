"""From the rows of a case to the frozen data that a paper prints. Each kind of paper has one module with one function."""
