// How connections end and come back: stop() at every stage, Close with and without a reconnect, sockets that just vanish.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { closing, connect, nameOf, ways } from './clients.mjs';
import { startProxy } from './proxy.mjs';

const server = process.env.PLENUM_CONFORMANCE;
let proxy;

before(async () => {
  proxy = await startProxy(server);
});
after(() => proxy.close());

for (const way of ways) {
  describe(nameOf(way), () => {
    test('stop before the start, twice, and while starting', async () => {
      const connection = connect(way, `${server}/testhub`);
      await connection.stop();
      const starting = connection.start().then(() => 'started', () => 'stopped');
      await connection.stop();
      assert.match(await starting, /^(started|stopped)$/);
      await connection.start();
      assert.equal(await connection.invoke('Echo', 'x'), 'x');
      await Promise.all([connection.stop(), connection.stop()]);
      assert.equal(connection.state, 'Disconnected');
    });

    test('stop during a call and a stream ends both', async () => {
      const connection = connect(way, `${server}/testhub`);
      const closed = closing(connection);
      await connection.start();
      const call = connection.invoke('Echo', 'x').then(() => 'answered', () => 'cancelled');
      const stream = new Promise((resolve) => {
        connection.stream('InfiniteStream').subscribe({ next() {}, complete: () => resolve('complete'), error: () => resolve('error') });
      });
      await connection.stop();
      assert.match(await call, /^(answered|cancelled)$/);
      assert.match(await stream, /^(complete|error)$/);
      assert.equal(await closed, null);
    });

    test('stop from within a handler', async () => {
      const connection = connect(way, `${server}/testhub`);
      const closed = closing(connection);
      connection.on('Message', () => connection.stop());
      await connection.start();
      await connection.send('InvokeWithString', 'x');
      assert.equal(await closed, null);
    });

    test('a stop ends the automatic reconnect', async () => {
      const connection = connect(way, `${server}/testhub`, { reconnect: [0] });
      let reconnects = 0;
      connection.onreconnecting(() => (reconnects += 1));
      await connection.start();
      await connection.stop();
      assert.equal(reconnects, 0);
      assert.equal(connection.state, 'Disconnected');
    });

    test('a client that hears nothing for too long comes back by itself', async () => {
      const connection = connect(way, `${server}/testhub`, { reconnect: [0, 50, 50, 100, 100] });
      await connection.start();
      const before = connection.connectionId;
      const reconnected = new Promise((resolve) => connection.onreconnected(resolve));
      // What the client's own timer calls.
      connection.serverTimeout();
      const id = await reconnected;
      assert.notEqual(id, before);
      assert.equal(await connection.invoke('GetCallerConnectionId'), id);
      await connection.stop();
    });

    // Polls are lines of their own, each of them short.
    if (way.transport !== 'LongPolling') {
      test('a line that is cut is replaced, or without a policy is the end', async () => {
        const back = connect(way, `${proxy.url}/testhub`, { reconnect: [0, 50, 50, 100, 100] });
        const gone = connect(way, `${proxy.url}/testhub`);
        const closed = closing(gone);
        await back.start();
        await gone.start();
        const reconnected = new Promise((resolve) => back.onreconnected(resolve));
        proxy.cut();
        await reconnected;
        assert.equal(await back.invoke('Echo', 'again'), 'again');
        await closed;
        assert.equal(gone.state, 'Disconnected');
        await back.stop();
      });
    }

    test('a Close of the server that forbids it is the end in spite of a policy', async () => {
      const connection = connect(way, `${server}/ending`, { reconnect: [0, 50] });
      let reconnects = 0;
      connection.onreconnecting(() => (reconnects += 1));
      const closed = closing(connection);
      await connection.start();
      await connection.send('Leave');
      assert.equal(await closed, null);
      assert.equal(reconnects, 0);
    });

    test('a Close of the server with an error says it', async () => {
      const connection = connect(way, `${server}/ending`, { reconnect: [0, 50] });
      const closed = closing(connection);
      await connection.start();
      await connection.send('LeaveWithError', 'Too many chairs.');
      assert.equal(await closed, 'Server returned an error on close: Too many chairs.');
    });

    test('a Close of the server that allows it is followed by a reconnect, with a policy', async () => {
      const back = connect(way, `${server}/ending`, { reconnect: [0, 50] });
      await back.start();
      const before = back.connectionId;
      const reconnected = new Promise((resolve) => back.onreconnected(resolve));
      await back.send('LeaveForNow');
      assert.notEqual(await reconnected, before);
      await back.stop();

      const gone = connect(way, `${server}/ending`);
      const closed = closing(gone);
      await gone.start();
      await gone.send('LeaveForNow');
      await closed;
      assert.equal(gone.state, 'Disconnected');
    });
  });
}
