"""The command without telemetry, in the language of the reference: `plain.py [WORK_MS]`."""

import sys
import time

time.sleep(int(sys.argv[1]) / 1_000 if len(sys.argv) > 1 else 0)
print(time.time_ns(), flush=True)
