"""Compares instructions of two checkouts: `measure.py FOLDER BASE HEAD`; exits with 1 if one takes too many more."""

import re
import shutil
import sys
from collections import Counter
from pathlib import Path

import package
import process
import schema
from table import table

# A loop of the probe does as many.
TIMES = 1_000
EVENTS = 100
MORE = 0.05
# How callgrind spells the probe's loop, whatever the mangling.
LOOP = "probe*::measured*"

MEASURED = {
    "off": "emit, telemetry off",
    "clean": "scrub, clean",
    "dirty": "scrub, dirty",
    "check": f"`candor check` of {EVENTS} events",
}


def main():
    folder, *trees = map(Path, sys.argv[1:])
    sides = dict(zip(["base", "head"], trees))
    schemas = folder / "schema"
    shutil.rmtree(schemas, ignore_errors=True)
    schema.write(schemas, EVENTS)
    profiles = {}
    for side, tree in sides.items():
        target = folder / f"{side}-target"
        process.progress(f"counts: building the probe of {side}")
        commands = prepare(folder / f"{side}-probe" / "probe", tree, target, schemas)
        for name, command in commands.items():
            process.progress(f"counts: {side}, {MEASURED[name]}")
            profiles[name, side] = profile(command, folder / f"{name}.{side}.callgrind")
    sys.exit(print_all(profiles))


def prepare(probe, tree, target, schemas):
    """Builds the probe against `tree`; the commands to count, with the function that is counted."""
    candor = target / "release/candor"
    # The lock is made by the one whose check reads it.
    (schemas / "consent.lock").unlink(missing_ok=True)
    process.run([candor, "lock", "--init", schemas])
    shutil.rmtree(probe, ignore_errors=True)
    dependency = package.CANDOR.replace(str(package.ROOT), str(tree))
    package.write(probe, [dependency], (Path(__file__).parent / "probe.rs").read_text())
    shutil.copy(tree / "Cargo.lock", probe / "Cargo.lock")
    with (probe / "Cargo.toml").open("a") as manifest:
        manifest.write('\n[profile.release]\ndebug = "line-tables-only"\n')
    schema.write(probe / "schema", 1)
    process.run([candor, "lock", "--init", probe / "schema"])
    process.run(["cargo", "build", "--release", "--quiet"], probe, package.environment(target, key=""))
    program = target / "release" / probe.name
    commands = {name: [f"--toggle-collect={LOOP}", program, name] for name in MEASURED if name != "check"}
    return commands | {"check": [candor, "check", schemas]}


def profile(command, file):
    """Instructions by function."""
    process.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={file}", *command])
    counted = functions(process.run(["callgrind_annotate", "--threshold=100", "--auto=no", file]))
    if not counted:
        sys.exit(f"callgrind counted nothing of {' '.join(map(str, command))}")
    return counted


def functions(annotated):
    """Reads `callgrind_annotate`: ` 1,234 ( 5.0%)  file:function [object]`; inlined files are added up."""
    counts = Counter()
    for line in annotated.splitlines():
        if found := re.match(r"\s*([\d,]+)\s+\(\s*[\d.]+%\)\s+(.+)$", line):
            count, place = found.groups()
            if place != "PROGRAM TOTALS":
                counts[function(place)] += int(count.replace(",", ""))
    return counts


def function(place):
    place = re.sub(r"\s+\[[^\]]*\]$", "", place)
    name = re.sub(r"^(?:[A-Za-z]:)?[^:]*:(?!:)", "", place)
    return re.sub(r"::h[0-9a-f]{16}|'\d+$|\[[0-9a-f]{16}\]", "", name)


def print_all(profiles):
    """The table; the exit code."""
    print("### Instructions, of base and head\n")
    rows, grown = [], []
    for name, about in MEASURED.items():
        base, head = profiles[name, "base"], profiles[name, "head"]
        times = 1 if name == "check" else TIMES
        before, after = base.total() / times, head.total() / times
        more = after / before - 1
        rows.append([about, f"{before:,.0f}", f"{after:,.0f}", f"{more * 100:+.1f} %"])
        if more > MORE:
            grown.append((about, *culprit(base, head, times)))
    table(["", "base", "head", "more"], rows)
    for about, where, before, after in grown:
        print(f"{about}: over {MORE * 100:.0f} % more, most of it in `{where}`: {before:,.0f} before, {after:,.0f} now.\n")
    return 1 if grown else 0


def culprit(base, head, times):
    """The function that grew most."""
    where = max(head, key=lambda name: head[name] - base[name])
    return where, base[where] / times, head[where] / times


if __name__ == "__main__":
    main()
