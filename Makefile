# make bench                    every benchmark at its usual size, into docs/performance.md
# make bench LONG=1             those of a million papers too
# make bench NAME="start parse" these
# make bench NAME=engine OPTIONS="--base HEAD~3"
# make docs                     the site of docs/ into build/docs; needs `pip install -e '.[docs]'`
PYTHON ?= python

.PHONY: bench docs
bench:
	$(PYTHON) benchmarks/run.py $(if $(LONG),--long) $(NAME) $(if $(OPTIONS),-- $(OPTIONS))

docs:
	$(PYTHON) -m zensical build --clean --strict
	$(PYTHON) docs/sitecheck.py build/docs
