"""Sends with the Python telemetry that ModelKit follows (winml-cli), to a collector on this machine and nowhere else.

    reference.py events    URL                    events of standard input, one JSON object `{name, data}` a line
    reference.py commands  URL MODEL MISSING      three commands of one command line, instrumented by its ActionGroup

The package has a key inside. It is replaced before anything is made of it, and what leaves is checked twice more, in the
exporter and in each request: only the dummy key, only to 127.0.0.1. No socket reaches another machine.
"""

import functools
import json
import socket
import sys
import time
import types
from urllib.parse import urlsplit

DUMMY_KEY = "00000000000000000000000000000000-00000000-0000-0000-0000-000000000000-0000"
URL = sys.argv[2]


def check_url(url):
    if urlsplit(url).hostname != "127.0.0.1":
        sys.exit("the collector is not on this machine")


def only_loopback():
    """No socket of this process reaches another machine, and no name is looked up."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(connect):
        def connecting(self, address):
            if self.family != socket.AF_INET or address[0] != "127.0.0.1":
                raise OSError("blocked: not a loopback address")
            return connect(self, address)

        return connecting

    socket.socket.connect = guarded(connect)
    socket.socket.connect_ex = guarded(connect_ex)
    look_up = socket.getaddrinfo

    def looking_up(host, *rest, **named):
        if host != "127.0.0.1":
            raise OSError("blocked: not a loopback address")
        return look_up(host, *rest, **named)

    socket.getaddrinfo = looking_up


def only_the_dummy_key():
    """What goes out is looked at last of all, just before it does."""
    import requests

    send = requests.Session.send

    def checked(self, request, **named):
        check_url(request.url)
        if request.headers["x-apikey"] != DUMMY_KEY:
            sys.exit("the key is not the dummy")
        return send(self, request, **named)

    requests.Session.send = checked


def a_registry():
    """The reference keeps its device id in the registry of Windows; here it lives as long as this process."""
    registry, values = types.ModuleType("winreg"), {}

    class Key:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return False

    def query(_, name):
        if name not in values:
            raise FileNotFoundError(name)
        return values[name], registry.REG_SZ

    registry.HKEY_CURRENT_USER, registry.KEY_SET_VALUE, registry.REG_SZ = 0, 2, 1
    registry.OpenKey = registry.CreateKeyEx = lambda *_: Key()
    registry.QueryValueEx = query
    registry.SetValueEx = lambda _key, name, _reserved, _type, value: values.__setitem__(name, value)
    sys.modules["winreg"] = registry


def telemetry():
    """The singleton of the reference, with another key, another endpoint and a user who said yes."""
    check_url(URL)
    only_loopback()
    only_the_dummy_key()
    a_registry()

    from winml.modelkit.telemetry import constants

    constants.INSTRUMENTATION_KEY = DUMMY_KEY
    from winml.modelkit.telemetry import consent, library
    from winml.modelkit.telemetry import telemetry as singleton

    consent.resolve_consent = lambda: "enabled"
    library.create_logger_provider = functools.partial(library.create_logger_provider, endpoint=URL)
    made = singleton.Telemetry.get_or_init()
    if made.disabled:
        sys.exit("the telemetry of the reference is off")
    check_provider(made._provider)
    return made


def check_provider(provider):
    """Before anything is sent: whose key and which endpoint its exporter holds."""
    (processor,) = provider._multi_log_record_processor._log_record_processors
    exporter = processor._batch_processor._exporter
    check_url(exporter._endpoint)
    if exporter._endpoint != URL or exporter._session.headers["x-apikey"] != DUMMY_KEY:
        sys.exit("the exporter is not the one that was asked for")


def send_events(telemetry):
    from opentelemetry._logs import LogRecord

    for line in sys.stdin:
        event = json.loads(line)
        record = LogRecord(timestamp=time.time_ns(), body=event["name"], attributes=event["data"])
        telemetry._logger.emit(record)


def run_commands(model, missing):
    """What ModelKit's demonstration runs, as a product of the reference would have it."""
    import click
    from winml.modelkit.telemetry import ActionGroup

    @click.group(cls=ActionGroup, chain=True)
    def modelkit():
        pass

    def read(file):
        try:
            with open(file, "rb") as opened:
                return opened.read()
        except OSError as error:
            raise FileNotFoundError(f"model file not found: {file}") from error

    @modelkit.command()
    @click.argument("file")
    def analyze(file):
        read(file)

    @modelkit.command()
    @click.argument("file")
    @click.option("--device", type=click.Choice(["CPU", "GPU", "NPU"]))
    @click.option("--ep", type=click.Choice(["CPUExecutionProvider", "QNNExecutionProvider"]))
    def build(file, device, ep):
        read(file)

    @modelkit.command()
    @click.argument("file")
    def quantize(file):
        read(file)

    line = ["analyze", model, "build", "--device", "NPU", "--ep", "QNNExecutionProvider", model, "quantize", missing]
    try:
        modelkit.main(line, standalone_mode=False)
    except FileNotFoundError:
        return
    sys.exit("the last command did not fail")


def main():
    reference = telemetry()
    if sys.argv[1] == "events":
        send_events(reference)
    else:
        run_commands(*sys.argv[3:])
    reference.shutdown()


if __name__ == "__main__":
    main()
