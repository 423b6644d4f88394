"""Measures what 1,000 events cost to compile: `measure.py CANDOR FOLDER TARGET [ROUNDS]`. They are built into
TARGET, where dependencies may be compiled already."""

import shutil
import sys
from pathlib import Path
from statistics import median

import package
import process
import schema
from table import figures, spread, table, verdict

EVENTS = 1_000
ROUNDS = 3
# How many times the CPU seconds of the structs it may take.
GOALS = {"cargo check": 2.0, "cargo build --release": 0.8}

CANDOR_USE = """\
/// Emits the event.
pub fn step_{n}(took: std::time::Duration) {{
    MeasuredStep{n}::new().outcome{n}(Outcome{n}::Done).action_name("build").took_ms(took).cached(true).emit();
}}
"""

SERDE_STRUCT = """\
/// How step {n} ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Outcome{n} {{ Done, Failed, Cancelled }}

/// Sent once when step {n} ends.
#[derive(Clone, Debug, serde::Serialize)]
pub struct MeasuredStep{n} {{
    /// How step {n} ended.
    pub outcome{n}: Outcome{n},
    /// The command that took the step.
    pub action_name: &'static str,
    /// Wall-clock time of the step.
    pub took_ms: u64,
    /// How many items the step handled.
    pub items: Option<u64>,
    /// Whether an earlier result was used.
    pub cached: bool,
    /// Why the step failed.
    pub reason: Option<String>,
}}

impl MeasuredStep{n} {{
    /// Writes the event.
    pub fn to_writer(&self, writer: &mut Vec<u8>) -> serde_json::Result<()> {{
        serde_json::to_writer(writer, self)
    }}
}}
"""

SERDE_USE = """\
/// Writes the event.
pub fn step_{n}(writer: &mut Vec<u8>, took_ms: u64) -> serde_json::Result<()> {{
    MeasuredStep{n} {{
        outcome{n}: Outcome{n}::Done, action_name: "build", took_ms, items: None, cached: true, reason: None,
    }}
    .to_writer(writer)
}}
"""


def main():
    candor, folder, target = sys.argv[1], *map(Path, sys.argv[2:4])
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else ROUNDS
    shutil.rmtree(folder, ignore_errors=True)
    pairs = write_all(folder, candor)
    environment = package.environment(target)
    print(f"### Compiling {EVENTS:,} events\n")
    for command, goal in GOALS.items():
        print_command(command, goal, pairs, measure(command, pairs, environment, rounds))
    print(
        "Dependencies are compiled before. The structs write into a `Vec<u8>`, so that each `to_writer` is compiled and\n"
        "not only read. Where events are used, a function for each makes one, with its four required fields, and emits or\n"
        "writes it.\n"
    )


def write_all(folder, candor):
    """The packages, as pairs to compare: `{what: (with Candor, with serde)}`."""
    macro = 'candor::schema!("schema");\n'
    structs = repeat(SERDE_STRUCT)
    serde = ['serde = { version = "1", features = ["derive"] }', 'serde_json = "1"']
    for name, dependencies, source in [
        ("candor-declared", [package.CANDOR], macro),
        ("serde-declared", serde, structs),
        ("candor-used", [package.CANDOR], macro + repeat(CANDOR_USE)),
        ("serde-used", serde, structs + repeat(SERDE_USE)),
    ]:
        package.write(folder / name, dependencies, source, "lib.rs")
        if dependencies == [package.CANDOR]:
            schema.write(folder / name / "schema", EVENTS)
            process.run([candor, "lock", "--init", folder / name / "schema"])
    return {what: (folder / f"candor-{what}", folder / f"serde-{what}") for what in ["declared", "used"]}


def repeat(template):
    return "".join(template.format(n=n) for n in range(EVENTS))


def measure(command, pairs, environment, rounds):
    """`{package: [Cost]}`, a round of all after the other; before it the dependencies, of packages that hold nothing yet."""
    packages = [folder for pair in pairs.values() for folder in pair]
    sources = {folder: (folder / "src/lib.rs").read_text() for folder in packages}
    costs = {folder: [] for folder in packages}
    for turn in range(rounds + 1):
        for folder in packages:
            what = f"round {turn} of {rounds}" if turn else "dependencies"
            process.progress(f"compile: {command}, {folder.name}, {what}")
            (folder / "src/lib.rs").write_text(sources[folder] if turn else "")
            cost = process.measure([*command.split(), "--quiet"], folder, environment)
            if turn:
                costs[folder].append(cost)
    return costs


def print_command(command, goal, pairs, costs):
    print(f"#### `{command}`\n")
    rows = [
        [
            folder.name,
            spread((cost.cpu for cost in seen), 2),
            spread((cost.wall for cost in seen), 2),
            f"{median(cost.peak for cost in seen):.0f}",
        ]
        for folder, seen in costs.items()
    ]
    table(["", "CPU s: median (min to max)", "wall s: median (min to max)", "peak MiB"], rows)
    rows = []
    for what, pair in pairs.items():
        ours, theirs = (median(cost.cpu for cost in costs[folder]) for folder in pair)
        rows.append([what, f"{ours / theirs:.2f} x", f"{goal} x", verdict(ours / theirs, goal)])
        named = zip(["Candor", "structs with serde derives"], ["candor", "peer"], pair)
        figures(
            f"`{command}` of {EVENTS:,} events, {what}",
            "CPU s",
            f"at most {goal} times serde",
            [(name, role, [cost.cpu for cost in costs[folder]]) for name, role, folder in named],
        )
    table(["Candor's CPU seconds as a multiple of serde's", "measured", "goal, at most", "verdict"], rows)


if __name__ == "__main__":
    main()
