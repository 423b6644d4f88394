"""The scrubber that Candor follows, as a filter: a JSON string a line in, a JSON string a line out.

Loads one file of the package `winml-cli` and nothing else of it, so that nothing can be sent. Usage: reference.py UTILS_PY"""

import importlib.util
import json
import sys

spec = importlib.util.spec_from_file_location("reference", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)

for line in sys.stdin:
    # The cap would hide what is left of a long message.
    print(json.dumps(module._format_exception_message(json.loads(line), cap=sys.maxsize)), flush=False)
