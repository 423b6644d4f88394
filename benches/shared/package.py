"""Writes scratch packages that depend on Candor by path, with the versions that its workspace was tested with."""

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CANDOR = f'candor = {{ path = "{ROOT / "runtime"}" }}'
# Of no collector in the world.
KEY = "00000000000000000000000000000000-00000000-0000-0000-0000-000000000000-0000"

MANIFEST = """\
[package]
name = "{name}"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[dependencies]
{dependencies}
"""


def write(folder, dependencies, source, file="main.rs"):
    """A package in `folder`, named like it, whose only source is `source`."""
    (folder / "src").mkdir(parents=True, exist_ok=True)
    (folder / "Cargo.toml").write_text(MANIFEST.format(name=folder.name, dependencies="\n".join(dependencies)))
    (folder / "src" / file).write_text(source)
    shutil.copy(ROOT / "Cargo.lock", folder / "Cargo.lock")


def environment(target, key=KEY, strip="symbols"):
    """For cargo: what is compiled is compiled whole, below `target`, Candor is on unless `key` is empty, and programs are stripped
    of what `strip` says."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CARGO_PROFILE_")}
    kept.pop("MEASURED_IKEY", None)
    return {
        **kept,
        "CARGO_TARGET_DIR": str(target),
        "CARGO_INCREMENTAL": "0",
        # Set here, and not in the package, so that no dependency keeps more or less than another's.
        "CARGO_PROFILE_RELEASE_STRIP": strip,
        **({"MEASURED_IKEY": key} if key else {}),
    }
