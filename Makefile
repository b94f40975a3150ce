# Every target is one script below tools/, so that each also runs without make.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run test test-long bench generated

help: ## Say what there is
	@grep -E '^[a-z-]+: ## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z-]+): ## (.*)/make \1\t\2/' | expand -t 18

run: ## Install, build and serve everything on http://localhost:8080
	@tools/run

test: ## Run every kind of test at a reduced count (COUNTERSIGN_SEED repeats a run)
	@tools/test

test-long: ## The same with the full counts; the report goes to docs/evidence/
	@COUNTERSIGN_LONG=1 tools/test

bench: ## Measure speed as ratios, from a release build
	@tools/bench

generated: ## Rewrite openapi/openapi.json, .sqlx/, the client's types, docs/permissions.md and docs/security/asvs.md
	@tools/generate
