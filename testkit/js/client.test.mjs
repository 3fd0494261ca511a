// What can be tested without a server: a wrong configuration, and a server that is not there.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import ws from 'ws';
import { parseConfig } from './config.mjs';

const program = fileURLToPath(new URL('./client.mjs', import.meta.url));

/** Runs the client with these lines as its whole input. */
function run(...input) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.on('close', (status) => resolve({ status, events: output.trim().split('\n').map((line) => JSON.parse(line)) }));
    child.stdin.end(input.join('\n'));
  });
}

test('defaults are filled in', () => {
  const config = parseConfig('{"url":"http://127.0.0.1:1/hubs/deals"}');
  assert.equal(config.transport, 'webSockets');
  assert.deepEqual(config.targets, []);
});

test('all problems are reported at once', () => {
  assert.throws(() => parseConfig('{"transport":"pigeon","colour":"red"}'), (error) => {
    assert.match(error.message, /unknown setting colour/);
    assert.match(error.message, /url is missing/);
    assert.match(error.message, /transport is wrong/);
    return true;
  });
});

test('a negotiation can be skipped with WebSockets only', () => {
  const line = '{"url":"http://127.0.0.1:1/","transport":"default","skipNegotiation":true}';
  assert.throws(() => parseConfig(line), /skipNegotiation needs/);
});

for (const line of ['', 'nonsense', '[]', 'null']) {
  test(`a configuration of ${JSON.stringify(line)} ends with status 2`, async () => {
    const { status, events } = await run(line);
    assert.equal(status, 2);
    assert.equal(events[0].event, 'failed');
  });
}

test('a server that is not there ends with status 1', async () => {
  // Nothing listens on port 1.
  const { status, events } = await run('{"url":"http://127.0.0.1:1/hubs/deals","rawFrames":true}');
  assert.equal(status, 1);
  assert.equal(events.at(-1).event, 'failed');
});

test('frames, events, results and the stop are told in order', async () => {
  const server = new ws.Server({ host: '127.0.0.1', port: 0 });
  server.on('connection', (socket) => socket.on('message', (data) => answer(socket, data.toString())));
  await once(server, 'listening');
  const config = { url: `http://127.0.0.1:${server.address().port}/`, skipNegotiation: true, rawFrames: true, targets: ['Hello'] };

  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.write(`${JSON.stringify(config)}\n{"invoke":"Echo","args":["x"],"id":7}\n`);
  const events = [];
  for await (const line of createInterface({ input: child.stdout })) {
    events.push(JSON.parse(line));
    if (events.at(-1).event === 'result') child.stdin.write('{"stop":true}\n');
  }
  server.close();

  const told = events.filter(({ event }) => event !== 'frame');
  assert.deepEqual(told.map(({ event }) => event), ['connected', 'received', 'result', 'closed']);
  assert.deepEqual(told[1], { event: 'received', target: 'Hello', args: ['x'] });
  assert.deepEqual(told[2], { event: 'result', id: 7, value: 'x' });
  assert.match(events.find(({ event }) => event === 'frame').data, /^\{\}/);
});

/** The least of a hub: the handshake, and an event and a completion for each invocation. */
function answer(socket, text) {
  for (const message of text.split('\x1e').filter(Boolean).map((one) => JSON.parse(one))) {
    if (message.protocol) socket.send('{}\x1e');
    if (message.type !== 1) continue;
    const [value] = message.arguments;
    socket.send(`${JSON.stringify({ type: 1, target: 'Hello', arguments: [value] })}\x1e`);
    socket.send(`${JSON.stringify({ type: 3, invocationId: message.invocationId, result: value })}\x1e`);
  }
}
