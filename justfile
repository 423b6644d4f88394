# `just` lists the recipes; `just ci` is what must pass before a change lands.

default:
    @just --list

# Everything that CI runs
ci:
    bash .ci/run

# The demonstration: consent, three commands, delivery, withdrawal
demo:
    cargo run -p modelkit -- demo

# All tests
test:
    cargo test --workspace

# Format, then lint
lint:
    cargo fmt --all
    cargo clippy --workspace --all-targets -- -D warnings

# The API documentation
doc:
    cargo doc --workspace --no-deps --open

# Against real collectors, producers and editors; needs Python, Node and a network once
peers:
    bash tests/peers/install
    cargo test -p candor-tests --test peers
    cargo test -p modelkit --test reference
    cargo test -p candor-cli --test editors

# Everything that goes wrong around telemetry, in its large form; writes docs/faults.md
faults:
    cargo test --release -p candor-tests --test faults -- --ignored --exact report::report

# Break each promise and see its test fail
sabotage *NAMES:
    bash tests/sabotage/run {{NAMES}}

# Use the crates from outside the workspace, as README says
outside:
    bash tests/outside/run

# Look at the privacy statement's page in Chromium; screenshots in target/page
page:
    bash tests/page/run

# What it costs, beside its peers; writes docs/performance.md and README's claims. Takes `quick`, or parts by name
bench *PARTS:
    bash benches/run {{PARTS}}

# Instructions of this checkout and of BASE, usually origin/main
counts *BASE:
    bash benches/counts/run {{BASE}}

# Ten minutes of a fuzz target, `scrub` or `schema`; needs cargo-fuzz and a nightly compiler
fuzz TARGET:
    cd fuzz && bash seed && cargo +nightly fuzz run {{TARGET}} -- -max_total_time=600 -timeout=10 -rss_limit_mb=2048
