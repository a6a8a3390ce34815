# Two commands do everything on a fresh Debian 12 with Swift: `make demo` and `make test`.

BUILD_PACKAGES := libldap2-dev libsasl2-dev libkrb5-dev libssl-dev zlib1g-dev libzstd-dev pkg-config
LIVE_PACKAGES := libsasl2-modules-gssapi-mit gss-ntlmssp
BENCH_PACKAGES := python3-venv
FOOTHOLD := .build/release/foothold
SWIFT_FLAGS := --explicit-target-dependency-import-check error

.PHONY: all build demo test unit live lint bench clean

all: build

build:
	@.ci/packages $(BUILD_PACKAGES) $(LIVE_PACKAGES)
	swift build -c release $(SWIFT_FLAGS) --product foothold

# The bundled evidence of the attacked company: verdict on the terminal, reports as files. Exit code 10 of the
# assessment means "rebuild indicated" and is what the demonstration has to end with.
demo: build
	@mkdir -p .build/demo
	@for language in en de; do \
	  code=0; \
	  $(FOOTHOLD) assess Tests/Evidence/attacked.ldif --from EX01 --now 2021-04-12T08:00:00Z \
	    --language $$language --report .build/demo/report-$$language.html --json .build/demo/assessment.json \
	    $$([ $$language = en ] || echo --quiet) || code=$$?; \
	  if [ $$code -ne 10 ]; then echo "The assessment ended with exit code $$code, not 10."; exit 1; fi; \
	done; \
	echo; echo "Exit code 10: rebuild indicated."; \
	echo "Report:     $(CURDIR)/.build/demo/report-en.html"; \
	echo "Bericht:    $(CURDIR)/.build/demo/report-de.html"; \
	echo "Assessment: $(CURDIR)/.build/demo/assessment.json"

test: build
	@Tests/Lab/install.sh
	swift test $(SWIFT_FLAGS)
	/usr/bin/python3 Tests/Lab/test_lab.py
	Tests/Lab/live-test.sh $(FOOTHOLD)

unit:
	swift test $(SWIFT_FLAGS)

live: build
	@Tests/Lab/install.sh
	Tests/Lab/live-test.sh $(FOOTHOLD)

lint:
	@.ci/packages shellcheck
	swift format lint --strict --recursive Package.swift Sources Tests Plugins
	shellcheck .ci/run .ci/packages $$(find Tests -name '*.sh')

bench: build
	@Tests/Lab/install.sh
	@.ci/packages $(BENCH_PACKAGES)
	swift build -c release $(SWIFT_FLAGS) --product access-benchmark
	Tests/Benchmarks/run.sh $(FOOTHOLD)

clean:
	rm -rf .build
