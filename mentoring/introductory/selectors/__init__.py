"""What the pages of stage 1, and the stages after it, read. One selector for a page, in a fixed number of queries."""
