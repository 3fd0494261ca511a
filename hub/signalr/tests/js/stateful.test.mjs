// Stateful reconnect: a socket is cut anywhere in a call, and the call is made once and answered once.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connect, ear, nameOf, ways } from './clients.mjs';
import { startProxy } from './proxy.mjs';

const server = process.env.PLENUM_CONFORMANCE;
let proxy;

before(async () => {
  proxy = await startProxy(server);
});
after(() => proxy.close());

const DIRECTIONS = ['toServer', 'toClient'];

// The generation before them does not know it, and no other transport does.
for (const way of ways.filter(({ version, transport }) => version >= 8 && transport === 'WebSockets')) {
  describe(nameOf(way), () => {
    // A call and its answer are no longer than that; through TLS they are, and what is beyond is cut all the same.
    const [longest, step] = way.protocol === 'json' ? [120, 3] : [40, 1];

    test('a call cut at any byte is made once and answered once', async () => {
      const connection = connect(way, `${proxy.url}/lasting`, { stateful: true });
      await connection.start();
      const id = connection.connectionId;
      let calls = await connection.invoke('Count');
      let cuts = 0;
      for (const direction of DIRECTIONS) {
        for (let bytes = 1; bytes <= longest; bytes += step) {
          proxy.cutAfter(direction, bytes);
          assert.equal(await connection.invoke('Count'), (calls += 1), `cut after ${bytes} bytes ${direction}`);
          if (!proxy.callOff()) cuts += 1;
          // These clients give up when a socket breaks while they still repeat themselves. One more call shows that they do not.
          assert.equal(await connection.invoke('Count'), (calls += 1));
        }
      }
      assert.ok(cuts >= 20, `only ${cuts} were cut`);
      assert.equal(connection.connectionId, id, 'it is one connection all the time');
      await connection.stop();
    });

    test('what is sent while the socket is away comes once and in order', async () => {
      const connection = connect(way, `${proxy.url}/lasting`, { stateful: true });
      const messages = ear(connection, 'Message');
      await connection.start();
      for (let number = 0; number < 60; number += 1) {
        if (number % 10 === 3) proxy.cut();
        await connection.send('InvokeWithString', String(number));
        if (number % 10 === 9) assert.equal(await connection.invoke('Echo', 'here'), 'here');
      }
      for (let number = 0; number < 60; number += 1) assert.deepEqual(await messages.next(), [String(number)]);
      await connection.stop();
    });

    test('after a stop nothing is taken up again', async () => {
      const connection = connect(way, `${proxy.url}/lasting`, { stateful: true });
      await connection.start();
      const before = connection.connectionId;
      await connection.stop();
      await connection.start();
      assert.notEqual(connection.connectionId, before);
      await connection.stop();
    });
  });
}
