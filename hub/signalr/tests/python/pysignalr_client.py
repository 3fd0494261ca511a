"""pysignalr against the conformance server: JSON and MessagePack over WebSockets, a token, streams both ways."""

import asyncio
import os
import urllib.request

from pysignalr.client import SignalRClient
from pysignalr.messages import CompletionMessage
from pysignalr.protocol.json import JSONProtocol
from pysignalr.protocol.messagepack import MessagepackProtocol

SERVER = os.environ["PLENUM_CONFORMANCE"]


async def connected(client):
    """Runs the client until its handshake is answered."""
    opened = asyncio.Event()

    async def on_open():
        opened.set()

    client.on_open(on_open)
    running = asyncio.create_task(client.run())
    await asyncio.wait_for(opened.wait(), 30)
    return running


async def invoke(client, method, arguments):
    """Calls a method and awaits its answer."""
    answered = asyncio.get_running_loop().create_future()

    async def on_invocation(message: CompletionMessage):
        answered.set_result(message)

    await client.send(method, arguments, on_invocation)
    return await asyncio.wait_for(answered, 30)


async def calls(protocol):
    client = SignalRClient(f"{SERVER}/testhub", protocol=protocol)
    heard = asyncio.get_running_loop().create_future()

    async def on_message(arguments):
        heard.set_result(arguments)

    client.on("Message", on_message)
    running = await connected(client)

    answer = await invoke(client, "Echo", ["héllo"])
    assert (answer.result, answer.error) == ("héllo", None), answer
    nothing = await invoke(client, "InvokeWithString", ["x"])
    assert nothing.result is None and nothing.error is None, nothing
    assert await asyncio.wait_for(heard, 30) == ["x"]
    # It tells errors to one callback of the whole client, without the call they belong to.
    failed = asyncio.get_running_loop().create_future()

    async def on_error(message):
        failed.set_result(message)

    client.on_error(on_error)

    async def on_answer(_message):
        pass

    await client.send("ThrowException", ["no"], on_answer)
    assert (await asyncio.wait_for(failed, 30)).error.endswith("InvalidOperationException: no"), failed

    items, completed = [], asyncio.get_running_loop().create_future()

    async def on_next(item):
        items.append(item)

    async def on_complete(message):
        completed.set_result(message)

    await client.stream("Stream", [], on_next=on_next, on_complete=on_complete)
    await asyncio.wait_for(completed, 30)
    assert items == ["a", "b", "c"], items

    async with client.client_stream("StreamingConcat") as stream:
        await stream.send("a")
        await stream.send("b")
    running.cancel()


async def token():
    with urllib.request.urlopen(f"{SERVER}/generateJwtToken") as answer:
        made = answer.read().decode()
    # Its token factory is asked after the negotiation, which then goes without.
    client = SignalRClient(f"{SERVER}/authorizedhub", headers={"Authorization": f"Bearer {made}"})
    running = await connected(client)
    assert (await invoke(client, "Echo", ["in"])).result == "in"
    running.cancel()


async def main():
    await calls(JSONProtocol())
    await calls(MessagepackProtocol())
    await token()


asyncio.run(main())
