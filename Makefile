# `make` lists what one can do here.

.DEFAULT_GOAL := help
.PHONY: help setup build run demo test example lint format generate check-generated bench bench-cluster bench-events bench-json bench-kit bench-metrics bench-queue bench-rpc cluster clean

RELEASE := .build/release/sojourn
SWIFT_SOURCES := Package.swift Sources Tests Benchmarks Plugins Examples

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install the system libraries that are missing
	@script/setup run

build: setup ## Build the executable, in release
	swift build --configuration release --product sojourn

run: build ## Migrate, seed and serve on http://127.0.0.1:8888
	$(RELEASE) migrate
	$(RELEASE) seed
	exec $(RELEASE) serve

demo: build ## Tell the life of orders, on an instance of its own; CLUSTER=1 tells it on a cluster
ifdef CLUSTER
	@script/setup cluster
	swift build --configuration release --product kafka-stand-in
	SOJOURN_ORDER_CLOSE_AFTER=8s script/cluster -- $(RELEASE) demo --url http://127.0.0.1:8888 --close-after 8s
else
	$(RELEASE) demo
endif

cluster: build ## Run PostgreSQL, Redis, Kafka's stand-in and each service as a process, until Ctrl-C
	@script/setup cluster
	swift build --configuration release --product kafka-stand-in
	script/cluster

test: ## Run all tests
	@script/setup test
	script/test

example: ## Build the example package, and the service that docs/adding-a-service.md adds, and ask them a few things
	@script/setup test
	@script/setup generate
	script/check-example
	script/check-new-service

lint: ## Check format, layering and scripts
	script/lint

format: ## Format the sources
	swift format format --in-place --recursive --parallel $(wildcard $(SWIFT_SOURCES))

generate: ## Generate the code of contracts/*.proto
	@script/setup generate
	script/generate

check-generated: ## Prove that the generated code is current
	@script/setup generate
	script/check-generated

bench: ## Measure throughput, latency, start and memory
	@script/setup bench
	swift build --configuration release --product sojourn
	swift build --configuration release --product bare-transaction
	Benchmarks/run
	@$(MAKE) bench-json
	@$(MAKE) bench-kit
	@$(MAKE) bench-metrics

bench-json: ## Measure reading and writing JSON, beside Foundation's coders
	swift build --configuration release --product json-benchmark
	.build/release/json-benchmark

bench-metrics: ## Measure what recording metrics costs, and what measuring costs SQL and Redis
	@script/setup bench
	swift build --configuration release --product kit-benchmark
	Benchmarks/kit

bench-cluster: ## Measure the services as processes on PostgreSQL, Redis and Kafka's stand-in, beside pgbench
	@script/setup bench
	swift build --configuration release --product sojourn
	swift build --configuration release --product kafka-stand-in
	swift build --configuration release --product bare-transaction
	Benchmarks/cluster

bench-kit: ## Measure what the service kit costs an HTTP request, and how it fares under overload
	@script/setup bench
	swift build --configuration release --product overload-benchmark
	Benchmarks/http-kit
	.build/release/overload-benchmark

bench-queue: ## Measure the task queue on Redis, beside what Redis itself allows
	@script/setup bench
	swift build --configuration release --product queue-benchmark
	Benchmarks/queue

bench-events: ## Measure the event log on Kafka's stand-in, beside librdkafka alone
	@script/setup run
	swift build --configuration release --product kafka-stand-in
	swift build --configuration release --product event-log-benchmark
	.build/release/event-log-benchmark

bench-rpc: ## Measure a gRPC call between processes, beside grpc-swift's own transport
	swift build --configuration release --product rpc-benchmark
	.build/release/rpc-benchmark

clean: ## Remove what was built, but not data/
	rm -rf .build .build-*
