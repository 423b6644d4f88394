"""Keeps what README.md claims of speed equal to what was measured: `claims.py write | check`."""

import json
import re
import sys

from package import ROOT

README = ROOT / "README.md"
FIGURES = ROOT / "docs/performance.jsonl"
BEGIN, END = "<!-- performance: written by benches/run -->\n", "<!-- /performance -->\n"

# What README quotes, by the title of its table, in this order.
QUOTED = [
    "emit, telemetry off",
    "emit, buffered",
    "emit, durable",
    "scrub, clean words (120 bytes)",
    "scrub, clean words and numbers (120 bytes)",
    "scrub, e-mail, IPv4, GUID and path (119 bytes)",
    "emit to a loopback collector, CPU an event",
    "a command with 3 events, collector up",
    "candor check of 1,000 events",
    "candor expand of 1,000 events",
    "`cargo check` of 1,000 events, used",
    "`cargo build --release` of 1,000 events, used",
    "crates of a product",
    "cold build of a product",
    "bytes of a product",
]


def main():
    before = README.read_text()
    claims = render([json.loads(line) for line in FIGURES.read_text().splitlines()])
    after = re.sub(f"({re.escape(BEGIN)}).*?({re.escape(END)})", lambda found: found[1] + claims + found[2], before, flags=re.S)
    if claims not in after:
        sys.exit(f"README.md has no lines {BEGIN.strip()} and {END.strip()}")
    if sys.argv[1:] == ["write"]:
        README.write_text(after)
    elif before != after:
        sys.exit("README.md claims another speed than docs/performance.jsonl holds: `python3 benches/shared/claims.py write`")


def render(tables):
    titles = {table["table"]: table for table in tables}
    lines = ["| | Candor | the best peer | goal |", "|---|--:|---|---|"]
    for title in QUOTED:
        table = titles[title]
        ours = next(row for row in table["rows"] if row["role"] == "candor")
        others = [row for role in ["peer", "floor"] for row in table["rows"] if row["role"] == role]
        peers = [row for row in others if row["role"] == "peer"] or others
        best = min(peers, key=lambda row: row["median"])
        lines.append(f"| {title} | {amount(ours, table)} | {amount(best, table)}, {best['name']} | {table['goal']} |")
    return "\n" + "\n".join(lines) + "\n\n"


def amount(row, table):
    median = row["median"]
    digits = 0 if median >= 100 else 1 if median >= 10 else 2
    return f"{median:,.{digits}f} {table['unit']}"


if __name__ == "__main__":
    main()
