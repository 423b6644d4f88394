"""Compares instructions of two checkouts: `measure.py FOLDER BASE HEAD`; exits with 1 if one takes too many more."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import package
import process
import schema
from table import table

EVENTS = 100
MORE = 0.05
# How callgrind spells the probe's loop, whatever the mangling.
LOOP = "probe*::measured*"

MEASURED = {
    "off": "emit, telemetry off",
    "buffered": "emit, buffered",
    "clean": "scrub, clean",
    "dirty": "scrub, dirty",
    "check": f"check {EVENTS} events",
    "expand": f"expand {EVENTS} events",
}
OF_A_SCHEMA = ["check", "expand"]
# Sends to this machine, as the feature `testing` lets it; the rest is counted as products have it.
OF_TESTING = ["buffered"]

CODEGEN = package.CANDOR.replace("candor =", "candor-codegen =").replace("/runtime", "/codegen")


def main():
    folder, *trees = map(Path, sys.argv[1:])
    sides = dict(zip(["base", "head"], trees))
    # Head first: only where it builds does it say something that base does not.
    programs = {side: build(folder / f"{side}-probe" / "probe", sides[side], folder / "target") for side in ["head", "base"]}
    if programs["head"] is None:
        sys.exit("the probe does not build")
    if programs["base"] is None:
        print("The probe does not build against base, so there is nothing to compare with.")
        return
    profiles = {}
    for name in MEASURED:
        for side, program in programs.items():
            process.progress(f"counts: {side}, {MEASURED[name]}")
            command = [program["testing" if name in OF_TESTING else "product"], name]
            if name in OF_A_SCHEMA:
                command.append(folder / f"{side}-probe" / "probe" / "hundred")
            profiles[name, side] = profile(command, folder / f"{name}.{side}.callgrind")
    sys.exit(print_all(profiles))


def build(probe, tree, target):
    """Builds the probe against `tree`, as a product and with `testing`; the programs, `None` if one does not compile."""
    process.progress(f"counts: building {probe}")
    shutil.rmtree(probe, ignore_errors=True)
    dependencies = [each.replace(str(package.ROOT), str(tree)) for each in [package.CANDOR, CODEGEN]]
    package.write(probe, dependencies, (Path(__file__).parent / "probe.rs").read_text())
    shutil.copy(tree / "Cargo.lock", probe / "Cargo.lock")
    shutil.copy(Path(__file__).parent / "lock.rs", probe / "build.rs")
    with (probe / "Cargo.toml").open("a") as manifest:
        manifest.write(f'\n[build-dependencies]\n{dependencies[1]}\n\n[profile.release]\ndebug = "line-tables-only"\n')
        manifest.write('\n[features]\ntesting = ["candor/testing"]\n')
    # Asked in the terminal, so that the answer of the probe counts.
    schema.write(probe / "schema", 1, ask="terminal")
    schema.write(probe / "hundred", EVENTS)
    # One folder for all, so that what they share is compiled once.
    programs = {}
    for kind, features in [("product", []), ("testing", ["--features", "testing"])]:
        command = ["cargo", "build", "--release", "--quiet", *features]
        # What is counted is told by its name.
        environment = package.environment(target, key="", strip="none")
        built = subprocess.run(command, cwd=probe, env=environment, check=False)
        if built.returncode != 0:
            return None
        programs[kind] = shutil.copy(target / "release" / probe.name, probe / kind)
    return programs


@dataclass(frozen=True)
class Profile:
    """Instructions of one run of what is measured, by function."""

    functions: Counter
    times: int

    def total(self):
        return self.functions.total() / self.times

    def of(self, name):
        return self.functions[name] / self.times


def profile(command, file):
    options = ["--tool=callgrind", f"--callgrind-out-file={file}", f"--toggle-collect={LOOP}"]
    times = int(process.run(["valgrind", *options, *command]))
    counted = functions(process.run(["callgrind_annotate", "--threshold=100", "--auto=no", file]))
    if not counted:
        sys.exit(f"callgrind counted nothing of {' '.join(map(str, command))}")
    return Profile(counted, times)


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
        more = head.total() / base.total() - 1
        rows.append([about, f"{base.total():,.0f}", f"{head.total():,.0f}", f"{more * 100:+.1f} %"])
        if more > MORE:
            grown.append((about, base, head))
    table(["", "base", "head", "more"], rows)
    for about, base, head in grown:
        most = max(head.functions, key=lambda name: head.of(name) - base.of(name))
        print(f"{about}: over {MORE * 100:.0f} % more, most of it in `{most}`: {base.of(most):,.0f} before, {head.of(most):,.0f} now.\n")
    return 1 if grown else 0


if __name__ == "__main__":
    main()
