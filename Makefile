# Everything a person runs. The work is in scripts/, which says how; `make` alone lists the targets.

.DEFAULT_GOAL := help
.PHONY: help up test test-api check clean-data

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 20

up: ## start Plenum with all it needs, and a demo tenant (NODES=2: several processes; Ctrl-C stops it)
	@NODES=$(or $(NODES),1) PROFILE=$(or $(PROFILE),dev) scripts/up.sh

test: ## run every test
	@scripts/test.sh

test-api: ## test the REST API against its document with many more requests (EXAMPLES=100 for each operation)
	@EXAMPLES=$(or $(EXAMPLES),100) scripts/test-api.sh

check: ## what CI runs: format, lints, documentation, dependency fences, tests
	@.ci/run

clean-data: ## remove the data that `make up` keeps
	@scripts/clean-data.sh
