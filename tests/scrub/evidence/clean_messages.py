"""Prints clean messages, a JSON string a line: what the crates of two Cargo.lock files and Python's own library say to people.

Placeholders are filled with a number or a word. Usage: clean_messages.py Cargo.lock..."""

import ast
import json
import os
import re
import sys
import sysconfig
from pathlib import Path

MACROS = (
    "panic|bail|anyhow|ensure|unimplemented|unreachable|format_err|write|format|warn|error|info|debug|trace|println|eprintln"
)
CALLS = "expect|error|context|err|msg|custom|new"
RUST = re.compile(rf'(?:\b(?:{MACROS})!|\b(?:{CALLS})|#\[error)\(\s*(?:[A-Za-z_:.&]+,\s*)?"((?:[^"\\]|\\.)*)"', re.S)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\", "0": ""}


def filled(text):
    text = re.sub(r"\{\{|\}\}", lambda brace: brace.group()[0], re.sub(r"(?<!\{)\{[^{}]*\}(?!\})", "7", text))
    return re.sub(r"%(?:\(\w+\))?[-+ 0#]*\d*(?:\.\d+)?[sdrifgxc]", "7", text)


def rust(locks):
    registry = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"), "registry", "src")
    packages = re.compile(r'name = "([^"]+)"\nversion = "([^"]+)"\nsource')
    names = {f"{name}-{version}" for lock in locks for name, version in packages.findall(Path(lock).read_text())}
    for name in sorted(names):
        for file in sorted(registry.glob(f"*/{name}/src/**/*.rs")):
            for text in RUST.findall(file.read_text(encoding="utf-8", errors="ignore")):
                text = re.sub(r"\\\n\s*", "", text)
                yield filled(re.sub(r"\\(.)", lambda one: ESCAPES.get(one.group(1), one.group()), text))


def constant(node):
    """The text that an expression makes, its variable parts filled."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "7" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return constant(node.left)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return constant(node.func.value)
    return None


def python():
    library = Path(sysconfig.get_path("stdlib"))
    for file in sorted(library.glob("**/*.py")):
        if "site-packages" in file.parts or "test" in file.parts:
            continue
        try:
            tree = ast.parse(file.read_text(encoding="utf-8"))
        except (SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                for argument in node.exc.args:
                    text = constant(argument)
                    if text:
                        yield filled(text)


def main():
    found = {text.strip() for text in [*rust(sys.argv[1:]), *python()]}
    for text in sorted(found):
        if len(text.split()) > 2 and len(text) >= 12 and re.search(r"[a-z]{3}", text):
            print(json.dumps(text))


main()
