"""Writes schemas of as many events as asked, each with six fields of the usual mix."""

PRODUCT = """\
candor: 1
product: Measured
app: measured
events: [{events}]
consent:
  version: 1
  ask: {ask}
  default: decline
  purpose: measure what telemetry costs
  never_collected: [names]
storage:
  directory: .measured
context:
  app_version: {{ notice: Measured's version }}
export:
{export}"""

ONECOLLECTOR = """\
  onecollector:
    endpoint: https://127.0.0.1:9/OneCollector/1.0/
    key_env: MEASURED_IKEY
"""

OTLP = """\
  otlp:
    endpoint: https://127.0.0.1:9/v1/logs
    protocol: http/protobuf
"""

OTLP_HERE = OTLP.replace("https://", "http://")

# A text is of class diagnostic, so the event is. Each event has an enum of its own, as most events do.
EVENT = """\
event: Measured{name}
description: Sent once when step {n} ends.
class: diagnostic
expires: never
fields:
  outcome{n}:
    type: enum
    values: [Done, Failed, Cancelled]
    description: How step {n} ended.
    notice: How a step ended
  action_name:
    type: label
    description: The command that took the step.
    notice: Which command it was
  took_ms:
    type: duration
    unit: ms
    description: Wall-clock time of the step.
    notice: How long it took
  items:
    type: uint
    optional: true
    description: How many items the step handled.
    notice: How many items there were
  cached:
    type: bool
    description: Whether an earlier result was used.
    notice: Whether an earlier result was used
  reason:
    type: text
    optional: true
    reviewed: Goes through the scrubber.
    description: Why the step failed.
    notice: Why a step failed
"""


def write(folder, events, export=ONECOLLECTOR, ask="app"):
    """Writes product.yaml and one file an event below `folder`."""
    (folder / "events").mkdir(parents=True)
    files = [f"step_{n}" for n in range(events)]
    (folder / "product.yaml").write_text(PRODUCT.format(events=", ".join(files), export=export, ask=ask))
    for n, file in enumerate(files):
        (folder / "events" / f"{file}.yaml").write_text(EVENT.format(name=f"Step{n}", n=n))
