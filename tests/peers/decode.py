"""Reads an OTLP request on standard input as the published definitions have it, and prints it as JSON.

The argument is its encoding, `json` or `protobuf`. A name or a type that the definitions do not know is an error.
"""

import sys

from google.protobuf import json_format
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest


def unknown(message):
    """Fields that the definitions do not have, which a parser keeps silently."""
    from google.protobuf.unknown_fields import UnknownFieldSet

    if len(UnknownFieldSet(message)):
        return True
    children = [value for field, value in message.ListFields() if field.message_type]
    flat = [one for child in children for one in ([child] if hasattr(child, "ListFields") else child)]
    return any(unknown(one) for one in flat)


body = sys.stdin.buffer.read()
if sys.argv[1] == "json":
    request = json_format.Parse(body.decode("utf-8"), ExportLogsServiceRequest())
else:
    request = ExportLogsServiceRequest.FromString(body)
    if unknown(request):
        sys.exit("a field that the definitions do not have")
print(json_format.MessageToJson(request, indent=None))
