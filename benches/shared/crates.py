"""What each crate costs a product: seconds of rustc, as `rustc-cost` noted them, and bytes, from the linker's map."""

import re
from collections import Counter

# Of GNU ld and of lld, in this order: section, address, size, file; the names of the groups tell which is which.
MAPS = [
    re.compile(r"^ (?P<section>\.\S+)\s+0x(?P<address>[0-9a-f]+)\s+0x(?P<size>[0-9a-f]+)[ \t]+(?P<file>\S.*)$", re.M),
    re.compile(
        r"^ *(?P<address>[0-9a-f]+) +[0-9a-f]+ +(?P<size>[0-9a-f]+) +\d+ +(?P<file>\S.*?):\((?P<section>\.[^)]*)\)$", re.M
    ),
]
LIBRARY = re.compile(r"lib([A-Za-z0-9_]+)-[0-9a-f]{16}\.rlib")
# Takes memory, and no place in the file.
IN_MEMORY = (".bss", ".tbss")
STANDARD, PRODUCT = "the standard library", "the product itself"


def seconds(notes):
    """`{crate: seconds}` of the lines that `rustc-cost` wrote: all that was compiled of a package, for macros too."""
    seen = Counter()
    for line in notes.splitlines():
        package, user, system = line.split()
        seen[package.replace("-", "_")] += float(user) + float(system)
    return dict(seen)


def sizes(linked, product):
    """`{crate: bytes}` of a linker's map of the program `product`; empty for a map of another linker."""
    # Before it stands what was thrown away.
    _, _, kept = linked.rpartition("Linker script and memory map")
    for pattern in MAPS:
        seen = Counter()
        for found in pattern.finditer(kept):
            if int(found["address"], 16) and not found["section"].startswith(IN_MEMORY):
                seen[owner(found["file"], product)] += int(found["size"], 16)
        if seen:
            seen.pop(None, None)
            return dict(seen)
    return {}


def owner(file, product):
    """The crate that an object file is of; nothing for those of the system and of the linker."""
    library = LIBRARY.search(file)
    if library:
        return STANDARD if "/rustlib/" in file else library[1]
    return PRODUCT if f"/{product.replace('-', '_')}-" in file else None


def rows(cpu, size, total, file_size, own, most=10):
    """The table: Candor's own crates as one, the largest by CPU seconds, the others as one, and what is of no crate."""
    ours = {crate: cpu.get(crate, 0) for crate in own}
    others = sorted((crate for crate in cpu if crate not in ours), key=lambda crate: -cpu[crate])
    largest, rest = others[:most], others[most:]
    named = set(cpu) | set(ours)
    listed = [("Candor's own", list(ours))] + [(crate, [crate]) for crate in largest] + [(f"{len(rest)} more", rest)]
    out = [(name, sum(cpu.get(one, 0) for one in crates), sum(size.get(one, 0) for one in crates)) for name, crates in listed]
    out.append(("build scripts, with C and assembly, cargo and the program itself", max(0.0, total - sum(cpu.values())), 0))
    of_none = sum(count for crate, count in size.items() if crate not in named)
    out.append(("the standard library, and the program itself, as linked", 0.0, of_none))
    if size:
        out.append(("tables of the linker and the system's start", 0.0, file_size - sum(size.values())))
    return out
