# The two commands are `make run` and `make test`; docs/running.md tells the rest.
PYTHON ?= python3

.PHONY: run backup restore update test test-full lock bench words

run:
	@$(PYTHON) -m ops.run

backup:
	@$(PYTHON) -m ops.backup backup

restore:
	@$(PYTHON) -m ops.backup restore

update:
	@$(PYTHON) -m ops.backup update

test:
	@$(PYTHON) -m ops.test

test-full:
	@FULL_MATRIX=1 $(PYTHON) -m ops.test

lock:
	@$(PYTHON) -m ops.tools lock

bench:
	@$(PYTHON) -m ops.tools bench

words:
	@$(PYTHON) -m ops.tools words
