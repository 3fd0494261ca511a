// How connections begin: negotiation, redirects, cookies, headers, tokens, and raw connections without a hub.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import WebSocket from 'ws';
import { connect, generations, nameOf, ways } from './clients.mjs';

const server = process.env.PLENUM_CONFORMANCE;

for (const way of ways) {
  describe(nameOf(way), () => {
    test('headers and cookies of the transport reach the hub', async () => {
      const connection = connect(way, `${server}/TESTHUB?x=1`, { options: { headers: { 'X-Test': 'value' } } });
      await connection.start();
      assert.equal(await connection.invoke('GetHeader', 'x-test'), 'value');
      assert.match(await connection.invoke('GetHeader', 'User-Agent'), /^Microsoft SignalR\//);
      // Generation 6 keeps no cookies under today's Node.js, whatever the server.
      if (way.version > 6) {
        assert.equal(await connection.invoke('GetCookie', 'testCookie'), 'testValue');
        assert.equal(await connection.invoke('GetCookie', 'testCookie2'), 'testValue2');
      }
      assert.equal(await connection.invoke('GetCookie', 'expiredCookie'), null);
      await connection.stop();
    });

    test('a negotiation may send the client on', async () => {
      const connection = connect(way, `${server}/redirect?numRedirects=0&baseUrl=${encodeURIComponent(server)}`);
      await connection.start();
      const first = await connection.invoke('GetNumRedirects');
      await connection.stop();
      await connection.start();
      assert.ok((await connection.invoke('GetNumRedirects')) > first);
      await connection.stop();
    });

    test('a negotiation may send the client on with another token', async () => {
      const options = { accessTokenFactory: () => 'of no use there' };
      const connection = connect(way, `${server}/movedhub?baseUrl=${encodeURIComponent(server)}`, { options });
      for (let time = 0; time < 2; time += 1) {
        await connection.start();
        assert.equal(await connection.invoke('Echo', 'Hello, World!'), 'Hello, World!');
        await connection.stop();
      }
    });

    test('a token opens the hub, and without one the answer is 401', async () => {
      const token = await (await fetch(`${server}/generateJwtToken`)).text();
      const known = connect(way, `${server}/authorizedhub`, { options: { accessTokenFactory: () => token } });
      await known.start();
      assert.equal(await known.invoke('Echo', 'Hello, World!'), 'Hello, World!');
      await known.stop();
      const unknown = connect(way, `${server}/authorizedhub`, { options: { accessTokenFactory: () => 'x.y.z' } });
      await assert.rejects(unknown.start(), (error) => error.message.includes("Unauthorized: Status code '401'"));
    });
  });
}

for (const { version, signalr } of generations) {
  describe(`signalr ${version}`, () => {
    test('the body of a refused negotiation is told', async () => {
      const connection = connect({ ...ways.find((way) => way.version === version) }, `${server}/bad-negotiate`);
      await assert.rejects(connection.start(), (error) => error.message.includes("Some response from server: Status code '400'"));
    });

    test('without WebSockets on the server the next transport is taken', async () => {
      const connection = new signalr.HubConnectionBuilder()
        .withUrl(`${server}/testhub-nowebsockets`)
        .configureLogging(signalr.LogLevel.None)
        .build();
      await connection.start();
      assert.equal(await connection.invoke('GetActiveTransportName'), 'ServerSentEvents');
      await connection.stop();
    });

    test('a negotiation can be left out', async () => {
      const connection = new signalr.HubConnectionBuilder()
        .withUrl(`${server}/testhub`, { transport: signalr.HttpTransportType.WebSockets, skipNegotiation: true })
        .configureLogging(signalr.LogLevel.None)
        .build();
      await connection.start();
      assert.equal(connection.connectionId, null);
      assert.equal(await connection.invoke('Echo', 'x'), 'x');
      await connection.stop();
    });
  });
}

test('a raw WebSocket is echoed, and an empty close frame answered with 1000', async () => {
  for (const path of ['/echo', '/ECHO']) {
    const socket = new WebSocket(`${server.replace('http', 'ws')}${path}`);
    await new Promise((resolve) => socket.on('open', resolve));
    socket.send('message');
    const [data, binary] = await new Promise((resolve) => socket.on('message', (...message) => resolve(message)));
    assert.equal(String(data), 'message');
    assert.ok(binary === undefined || binary === false || typeof data === 'string');
    socket.close();
    const code = await new Promise((resolve) => socket.on('close', resolve));
    assert.equal(code, 1000);
  }
});

test('raw connections over long polling and events, also by way of a 307', async () => {
  for (const path of ['/echo', '/echoredirect']) {
    const negotiated = await (await fetch(`${server}${path}/negotiate?negotiateVersion=1`, { method: 'POST' })).json();
    const url = `${server}${path}?id=${negotiated.connectionToken}`;
    assert.equal(await (await fetch(url)).text(), '');
    assert.equal((await fetch(url, { method: 'POST', body: 'hello' })).status, 200);
    assert.equal(await (await fetch(url)).text(), 'hello');
    assert.equal((await fetch(url, { method: 'DELETE' })).status, 202);
  }
  const negotiated = await (await fetch(`${server}/echo/negotiate?negotiateVersion=1`, { method: 'POST' })).json();
  const url = `${server}/echo?id=${negotiated.connectionToken}`;
  const events = await fetch(url, { headers: { accept: 'text/event-stream' } });
  const reader = events.body.pipeThrough(new TextDecoderStream()).getReader();
  let heard = (await reader.read()).value;
  await fetch(url, { method: 'POST', body: 'two\nlines' });
  while (!heard.endsWith('\r\n\r\n')) heard += (await reader.read()).value;
  assert.equal(heard, ':\r\ndata: two\r\ndata: lines\r\n\r\n');
  await reader.cancel();
});

test('a redirect names a whole address: an event source takes no other', async () => {
  const answer = await fetch(`${server}/echoredirect?id=x`, { redirect: 'manual' });
  assert.equal(answer.status, 307);
  assert.equal(answer.headers.get('location'), `${server}/echo?id=x`);
});
