"""Times the scrubber of the Python reference. Reads a line of JSON, [text, repetitions], and answers it with the nanoseconds
that all repetitions took together, until the input ends. Loads one file, and no package that could send anything."""

import importlib.util
import json
import sys
import time

spec = importlib.util.spec_from_file_location("reference", sys.argv[1])
reference = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reference)
scrub = reference._format_exception_message

for line in sys.stdin:
    text, repetitions = json.loads(line)
    start = time.perf_counter_ns()
    for _ in range(repetitions):
        scrub(text, 1 << 40)
    print(time.perf_counter_ns() - start, flush=True)
