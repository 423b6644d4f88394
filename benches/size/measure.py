"""Measures what a product pays to have telemetry at all: `measure.py CANDOR FOLDER TARGET [ROUNDS]`. Each is
built into TARGET, which is emptied before, and holds Candor's crates afterwards."""

import json
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import crates
import package
import process
import schema
from table import figures, table

ROUNDS = 1
# Lets tests replace key and destination; no product ships it.
NOT_SHIPPED = {"testing"}
OPENTELEMETRY = "0.33"

# Whose crates are told one by one.
TOLD = ["candor-onecollector", "candor-here"]
OWN = ["candor", "candor_codegen", "candor_core", "candor_macros"]
PEER, PEER_WITHOUT_TLS = "opentelemetry-tls", "opentelemetry"

EMPTY = "fn main() {}\n"

HELLO_CANDOR = """\
candor::schema!("schema");

fn main() {
    let start = std::time::Instant::now();
    let _telemetry = telemetry().install();
    MeasuredStep0::new().outcome0(Outcome0::Done).action_name("build").took_ms(start.elapsed()).cached(true).emit();
}
"""

HELLO_OPENTELEMETRY = """\
use opentelemetry::logs::{LogRecord as _, Logger as _, LoggerProvider as _};
use opentelemetry_otlp::{LogExporter, WithExportConfig as _};
use opentelemetry_sdk::logs::SdkLoggerProvider;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = std::time::Instant::now();
    let exporter = LogExporter::builder().with_http().with_endpoint("https://127.0.0.1:9/v1/logs").build()?;
    let provider = SdkLoggerProvider::builder().with_batch_exporter(exporter).build();
    let logger = provider.logger("measured");
    let mut record = logger.create_log_record();
    record.set_event_name("MeasuredStep0");
    record.add_attribute("outcome", "Done");
    record.add_attribute("action_name", "build");
    record.add_attribute("took_ms", i64::try_from(start.elapsed().as_millis())?);
    record.add_attribute("cached", true);
    logger.emit(record);
    provider.shutdown()?;
    Ok(())
}
"""


@dataclass(frozen=True)
class Product:
    name: str
    about: str
    dependencies: list
    source: str
    export: str = ""  # destinations of its schema; without any it has no schema
    key: str = ""
    peer: str = ""  # below which it is to be in every column
    is_cold: bool = True  # built into an empty folder; else after the one before, of the same crates, so that it costs the same


def products():
    return [
        Product("empty", "an empty `main`", [], EMPTY),
        Product(PEER_WITHOUT_TLS, "OpenTelemetry SDK, OTLP without TLS", opentelemetry([]), without_tls(HELLO_OPENTELEMETRY)),
        Product(PEER, "OpenTelemetry SDK, OTLP over TLS", opentelemetry(["reqwest-rustls"]), HELLO_OPENTELEMETRY),
        candor("here", "OTLP to this machine, without TLS", export=schema.OTLP_HERE, peer=PEER_WITHOUT_TLS, is_default=False),
        candor("all", "OneCollector, all features", features=features()),
        candor("onecollector", "OneCollector", peer=PEER),
        candor("off", "off: built without a key", key="", is_cold=False),
        candor("otlp", "OTLP", export=schema.OTLP, peer=PEER, is_cold=False),
    ]


def candor(name, about, export=schema.ONECOLLECTOR, key=package.KEY, peer="", features=(), is_default=True, is_cold=True):
    listed = ", ".join(f'"{feature}"' for feature in features)
    options = f"default-features = {str(is_default).lower()}, features = [{listed}]"
    dependency = package.CANDOR.replace(" }", f", {options} }}")
    return Product(f"candor-{name}", f"Candor, {about}", [dependency], HELLO_CANDOR, export, key, peer, is_cold)


def without_tls(source):
    return source.replace("https://", "http://")


def features():
    """Those of Candor that a product can ship, read from its manifest."""
    metadata = process.run(["cargo", "metadata", "--no-deps", "--format-version=1"], package.ROOT)
    named = {each["name"]: each["features"] for each in json.loads(metadata)["packages"]}["candor"]
    return sorted(set(named) - NOT_SHIPPED - {"default"})


def opentelemetry(more):
    """The SDK with logs only, which is what events need."""
    otlp = ", ".join(f'"{feature}"' for feature in ["logs", "http-proto", "reqwest-blocking-client", *more])
    return [
        f'opentelemetry = {{ version = "{OPENTELEMETRY}", default-features = false, features = ["logs"] }}',
        f'opentelemetry_sdk = {{ version = "{OPENTELEMETRY}", default-features = false, features = ["logs"] }}',
        f'opentelemetry-otlp = {{ version = "{OPENTELEMETRY}", default-features = false, features = [{otlp}] }}',
    ]


@dataclass(frozen=True)
class Paid:
    crates: frozenset
    cpu: float
    wall: float
    size: int


def main():
    command, folder, target = sys.argv[1], *map(Path, sys.argv[2:4])
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else ROUNDS
    shutil.rmtree(folder, ignore_errors=True)
    measured = products()
    for product in measured:
        write(folder / product.name, product, command)
    seen = {product: [] for product in range(len(measured))}
    for turn in range(rounds):
        for index, product in enumerate(measured):
            process.progress(f"size: round {turn + 1} of {rounds}, {product.name}")
            paid = build(folder / product.name, target, product.key, product.is_cold)
            if not product.is_cold:
                before = seen[index - 1][turn]
                if paid.crates != before.crates:
                    sys.exit(f"{product.name} is not of the crates of {measured[index - 1].name}")
                paid = replace(paid, cpu=before.cpu, wall=before.wall)
            process.progress(f"size: {len(paid.crates)} crates, {paid.cpu:.1f} CPU s, {paid.wall:.1f} s, {paid.size:,} bytes")
            seen[index].append(paid)
    print_all(measured, [middle(paid) for paid in seen.values()], rounds)
    for index, product in enumerate(measured):
        if product.name in TOLD:
            print_crates(folder / product.name, product.about, seen[index][-1])


def write(folder, product, command):
    package.write(folder, product.dependencies, product.source)
    if product.export:
        schema.write(folder / "schema", 1, product.export)
        process.run([command, "lock", "--init", folder / "schema"])
    # Resolves and downloads, so that no network is measured.
    process.run(["cargo", "fetch", "--quiet"], folder)


def build(folder, target, key, is_cold):
    if is_cold:
        shutil.rmtree(target, ignore_errors=True)
    environment = package.environment(target, key) | {
        # All are built with it, so that it costs none more than another.
        "RUSTC_WRAPPER": str(package.ROOT / "benches/shared/rustc-cost"),
        "RUSTC_COSTS": str(folder / "costs"),
    }
    if folder.name in TOLD and sys.platform == "linux":
        environment["RUSTC_MAP"] = str(folder / "map")
    (folder / "costs").unlink(missing_ok=True)
    tree = ["cargo", "tree", "--edges=normal,build", "--prefix=none", "--no-dedupe", "--offline"]
    listed = {line.split(" (")[0] for line in process.run(tree, folder, environment).splitlines() if line}
    compiled = frozenset(listed - {f"{folder.name} v0.0.0"})
    cost = process.measure(["cargo", "build", "--release", "--quiet", "--offline"], folder, environment)
    return Paid(compiled, cost.cpu, cost.wall, (target / "release" / folder.name).stat().st_size)


def middle(paid):
    return Paid(paid[0].crates, median(one.cpu for one in paid), median(one.wall for one in paid), paid[0].size)


def print_all(measured, paid, rounds):
    print("### What a product pays\n")
    rows = [
        [product.about, len(one.crates), *(f"{cost:.1f}" if product.is_cold else "the same" for cost in [one.cpu, one.wall]), f"{one.size:,}"]
        for product, one in zip(measured, paid)
    ]
    table(["", "crates", "CPU s of a cold build", "wall s", "bytes of the program, stripped"], rows)
    keep(measured, paid)
    by_name = {product.name: one for product, one in zip(measured, paid)}
    for product, one in zip(measured, paid):
        if product.peer:
            beside = "" if product.peer == PEER_WITHOUT_TLS else f" Without TLS in the SDK: {judge(one, by_name[PEER_WITHOUT_TLS])}."
            print(f"- {product.about}: {judge(one, by_name[product.peer])}.{beside}")
    print(
        f"\nEach is a program that tells one event, built by `cargo build --release` into an empty folder; median of {rounds}.\n"
        "Goal: OneCollector, macro included, and OTLP each below the OpenTelemetry SDK with OTLP in every column. Crates are\n"
        "all that are compiled for this platform, those of macros and build scripts included, and not the program. Candor\n"
        "brings TLS, without which nothing may leave a machine, unless a product leaves out its default features; the SDK\n"
        "brings it with `reqwest-rustls`. With TLS Candor is held to the SDK with TLS, and without to the SDK without; the SDK\n"
        "without TLS sends in plain text wherever it is told to, Candor only to this machine. All features are\n"
        f"those that a product ships: {', '.join(features())}. The binary holds of them what one event needs.\n"
    )


def print_crates(folder, about, paid):
    """What the crates cost by which a product is built that Candor is judged by."""
    linked = folder / "map"
    size = crates.sizes(linked.read_text(errors="replace"), folder.name) if linked.exists() else {}
    cpu = crates.seconds((folder / "costs").read_text())
    cpu.pop(folder.name.replace("-", "_"))
    print(f"### What each crate costs {about}\n")
    rows = [
        [name, *([f"{taken:.1f}", f"{taken / paid.cpu * 100:.0f} %"] if taken else ["–", "–"]), f"{bytes:,}" if bytes else "–"]
        for name, taken, bytes in crates.rows(cpu, size, paid.cpu, paid.size, OWN)
    ]
    table(["", "CPU s of rustc", "of the build", "bytes in the program"], rows)
    print(
        "Of the last of these builds, the largest ten by CPU seconds. What a crate has in the program is what its own code and its\n"
        "generic code in that of others' crates were linked as, the latter counted where it is used.\n"
    )


def keep(measured, paid):
    """The figures of those that have a goal, beside the peer that they are held to."""
    for peer, without, goal in [(PEER, "", "over TLS"), (PEER_WITHOUT_TLS, " without TLS", "without TLS")]:
        for what, unit, value in [
            ("crates of a product", "crates", lambda one: len(one.crates)),
            ("cold build of a product", "CPU s", lambda one: one.cpu),
            ("bytes of a product", "MiB", lambda one: one.size / (1 << 20)),
        ]:
            rows = [
                (product.about, "candor" if product.peer else "peer", [value(one)])
                for product, one in zip(measured, paid)
                if peer in (product.peer, product.name)
            ]
            figures(f"{what}{without}", unit, f"below the OpenTelemetry SDK with OTLP {goal}", rows)


def judge(one, peer):
    """Where `one` is not below `peer`."""
    columns = [("crates", "crates"), ("cpu", "CPU seconds"), ("wall", "wall seconds"), ("size", "bytes")]
    missed = [
        f"{name} {(value(one, column) / value(peer, column) - 1) * 100:+.0f} %"
        for column, name in columns
        if value(one, column) >= value(peer, column)
    ]
    return f"missed: {', '.join(missed)}" if missed else "met in every column"


def value(paid, column):
    return len(paid.crates) if column == "crates" else getattr(paid, column)


if __name__ == "__main__":
    main()
