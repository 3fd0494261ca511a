"""signalrcore against the conformance server: JSON and MessagePack over every transport it has."""

import os
import threading

from signalrcore.hub_connection_builder import HubConnectionBuilder
from signalrcore.protocol.messagepack_protocol import MessagePackHubProtocol
from signalrcore.types import HttpTransportType

SERVER = os.environ["PLENUM_CONFORMANCE"]


def calls(transport, protocol):
    builder = HubConnectionBuilder().with_url(f"{SERVER}/testhub", options={"transport": transport})
    if protocol is not None:
        builder = builder.with_hub_protocol(protocol)
    hub = builder.build()
    opened, answered, heard = threading.Event(), threading.Event(), threading.Event()
    answers, messages = [], []

    def on_answer(message):
        answers.append(message)
        answered.set()

    def on_message(arguments):
        messages.append(arguments)
        heard.set()

    hub.on_open(opened.set)
    hub.on("Message", on_message)
    hub.start()
    assert opened.wait(30), "not opened"
    hub.send("Echo", ["héllo"], on_answer)
    assert answered.wait(30), "not answered"
    assert answers[0].result == "héllo", answers
    hub.send("InvokeWithString", ["x"])
    assert heard.wait(30), "not heard"
    assert messages == [["x"]], messages
    hub.stop()


for transport in (HttpTransportType.web_sockets, HttpTransportType.server_sent_events, HttpTransportType.long_polling):
    print("json over", transport.name, flush=True)
    calls(transport, None)
print("messagepack over web_sockets", flush=True)
calls(HttpTransportType.web_sockets, MessagePackHubProtocol())
