# make bench                    every benchmark at its usual size, into docs/performance.md
# make bench LONG=1             those of a million papers too
# make bench NAME="start parse" these
# make bench NAME=engine OPTIONS="--base HEAD~3"
# make docs                     the site of docs/ into build/docs; needs `pip install -e '.[docs]'`
# make constraints              the newest versions that fit into constraints.txt; needs `pip install uv`
PYTHON ?= python
UV ?= uv

.PHONY: bench docs constraints
bench:
	$(PYTHON) benchmarks/run.py $(if $(LONG),--long) $(NAME) $(if $(OPTIONS),-- $(OPTIONS))

docs:
	$(PYTHON) -m zensical build --clean --strict
	$(PYTHON) docs/sitecheck.py build/docs

constraints:
	{ \
	  echo '# The versions that developers and CI install, for every Python and system; made by `make constraints`.'; \
	  $(UV) pip compile --quiet --universal --all-extras --upgrade --no-header --no-annotate \
	    --no-emit-package summarize-papers pyproject.toml; \
	} >constraints.txt.new && mv constraints.txt.new constraints.txt
