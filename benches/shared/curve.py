"""Plots of growth, as SVG: both axes logarithmic, so that a straight line of slope 1 is linear growth."""

import itertools
import math
import os
import re
import sys
from pathlib import Path

# Both are legible on white and on the near-black of a dark page.
INK = "#7d8590"
COLOURS = ["#2f81f7", "#db6d28", "#3fb950", "#a371f7", "#db61a2", "#9e8c27"]
MARKS = "os^Dvx"


def plots():
    """The folder that plots go to, which the environment variable PLOTS names; nothing where it does not."""
    folder = os.environ.get("PLOTS")
    return Path(folder) if folder else None


def curve(title, x, y, lines, file):
    """Writes `lines`, `{name: [(x, y)]}`, into `file` below the folder of plots, if there is one; whether it is written. Points
    whose cost is nothing have no place on a logarithmic axis."""
    folder = plots()
    if folder is None:
        return False
    try:
        import matplotlib
    except ImportError:
        print("No plot: matplotlib could not be installed here.", file=sys.stderr)
        return False
    matplotlib.use("svg")
    # Names of clips and markers are random without it, and the file would change with every run.
    matplotlib.rcParams["svg.hashsalt"] = "candor"
    # Letters stay letters: smaller, and in the reader's own font.
    matplotlib.rcParams["svg.fonttype"] = "none"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.2), layout="constrained")
    for (name, points), colour, mark in zip(lines.items(), itertools.cycle(COLOURS), itertools.cycle(MARKS)):
        seen = [(at, cost) for at, cost in points if cost > 0]
        axes.plot(*zip(*seen), color=colour, marker=mark, markersize=5, linewidth=1.6, label=name)
    first = [points[0] for points in lines.values() if points and points[0][1] > 0]
    if first:
        _linear(axes, min(first, key=lambda point: point[1]), max(at for points in lines.values() for at, _ in points))
    axes.set(title=title, xlabel=x, ylabel=y, xscale="log", yscale="log")
    sizes = sorted({at for points in lines.values() for at, _ in points})
    axes.set_xticks(sizes, labels=[f"{at:,}" for at in sizes])
    axes.set_xticks([], minor=True)
    axes.title.set_color(INK)
    axes.tick_params(which="both", colors=INK, labelcolor=INK)
    axes.xaxis.label.set_color(INK)
    axes.yaxis.label.set_color(INK)
    for spine in axes.spines.values():
        spine.set_color(INK)
    axes.grid(True, which="major", color=INK, alpha=0.25, linewidth=0.6)
    axes.legend(labelcolor=INK, frameon=False, fontsize="small")
    folder.mkdir(parents=True, exist_ok=True)
    figure.savefig(folder / file, transparent=True, metadata={"Date": None, "Creator": None})
    pyplot.close(figure)
    _tidy(folder / file)
    return True


def _linear(axes, start, last):
    """What linear growth from the cheapest beginning would be."""
    at, cost = start
    if last > at and math.isfinite(cost):
        axes.plot([at, last], [cost, cost * last / at], color=INK, linestyle=":", linewidth=1.2, label="linear growth")


def _tidy(file):
    """Without spaces at the ends of lines, which a repository does not want."""
    file.write_text(re.sub(r"[ \t]+$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
