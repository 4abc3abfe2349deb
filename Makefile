# make bench                    every benchmark at its usual size, into docs/performance.md
# make bench LONG=1             those of a million papers too
# make bench NAME="start parse" these
# make bench NAME=engine OPTIONS="--base HEAD~3"
PYTHON ?= python

.PHONY: bench
bench:
	$(PYTHON) benchmarks/run.py $(if $(LONG),--long) $(NAME) $(if $(OPTIONS),-- $(OPTIONS))
