# A thin cover: every word here is `python3 run.py WORD`, which sets up what it needs by itself.
#   make demo [RESET=1] [HOST=127.0.0.1] [PORT=8000]     make test [ARGS="-k ideas"]     make check     make bench
PYTHON ?= python3

.PHONY: demo test check bench
demo test check bench:
	@$(PYTHON) run.py $@ $(ARGS)
