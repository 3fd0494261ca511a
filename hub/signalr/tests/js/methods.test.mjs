// Every method of the conformance server, by every way in which a client can connect. PLENUM_CONFORMANCE names the server.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { collect, connect, ear, nameOf, ways } from './clients.mjs';

const server = process.env.PLENUM_CONFORMANCE;

for (const way of ways) {
  describe(nameOf(way), () => {
    const packed = way.protocol === 'messagepack';
    let connection;

    before(async () => {
      connection = connect(way, `${server}/testhub`);
      await connection.start();
    });
    after(() => connection.stop());

    test('a call is answered', async () => {
      assert.equal(await connection.invoke('Echo', 'Hello, World!'), 'Hello, World!');
      assert.equal(await connection.invoke('eCHO', null), null);
      assert.equal(await connection.invoke('Echo', '日本語 🎉 \u001e'), '日本語 🎉 \u001e');
    });

    test('results that are nothing arrive as null', async () => {
      const message = ear(connection, 'Message');
      assert.equal(await connection.invoke('InvokeWithString', 'x'), null);
      assert.deepEqual(await message.next(), ['x']);
      assert.equal(await connection.invoke('GetCookie', 'none'), null);
    });

    test('what the connection knows about itself', async () => {
      assert.equal(await connection.invoke('GetCallerConnectionId'), connection.connectionId);
      assert.equal(await connection.invoke('GetActiveTransportName'), way.transport);
    });

    test('errors carry the sentences clients know', async () => {
      const failing = (promise) => promise.then(() => assert.fail('no error'), (error) => error.message);
      assert.equal(
        await failing(connection.invoke('ThrowException', 'An error occurred.')),
        "An unexpected error occurred invoking 'ThrowException' on the server. InvalidOperationException: An error occurred.",
      );
      assert.equal(await failing(connection.invoke('NoSuchMethod')), "Unknown hub method 'NoSuchMethod'");
      assert.match(await failing(connection.invoke('Echo')), /^Failed to invoke 'Echo' due to an error on the server\./);
      assert.equal(
        await failing(connection.invoke('Stream')),
        "The client attempted to invoke the streaming 'Stream' method with a non-streaming invocation.",
      );
      assert.equal(
        await failing(collect(connection.stream('Echo', ''))),
        "The client attempted to invoke the non-streaming 'Echo' method with a streaming invocation.",
      );
      assert.equal(
        await failing(collect(connection.stream('StreamThrowException', 'An error occurred.'))),
        "An unexpected error occurred invoking 'StreamThrowException' on the server. InvalidOperationException: An error occurred.",
      );
    });

    test('streams from the server', async () => {
      assert.deepEqual(await collect(connection.stream('Stream')), ['a', 'b', 'c']);
      assert.deepEqual(await collect(connection.stream('EmptyStream')), []);
    });

    test('a stream that is cancelled at once stops on the server', async () => {
      const canceled = ear(connection, 'StreamCanceled');
      connection.stream('InfiniteStream').subscribe({ next() {}, error() {}, complete() {} }).dispose();
      await canceled.next();
    });

    test('streams to the server', async () => {
      const upload = (items, error) => {
        const subject = new way.signalr.Subject();
        const result = connection.invoke('StreamingConcat', subject);
        items.forEach((item) => subject.next(item));
        if (error) subject.error(error);
        else subject.complete();
        return result;
      };
      assert.equal(await upload(['Hello ', 'world', '!']), 'Hello world!');
      await assert.rejects(upload(['x'], new Error('Something bad')), {
        message: "An unexpected error occurred invoking 'StreamingConcat' on the server. HubException: Something bad",
      });
    });

    test('bytes and moments are themselves in MessagePack, text in JSON', async () => {
      const bytes = packed ? Uint8Array.from([1, 2, 3]) : 'AQID';
      const plain = (object) => ({ ...object, ByteArray: packed ? Uint8Array.from(object.ByteArray) : object.ByteArray });
      assert.deepEqual(plain(await connection.invoke('SendComplexObject')), {
        String: 'hello world',
        IntArray: [1, 2, 3],
        ByteArray: bytes,
        Guid: '00010203-0405-0607-0706-050403020100',
        DateTime: packed ? new Date('2000-01-01T00:00:00Z') : '2000-01-01T00:00:00Z',
      });
      const sent = {
        String: 'Hello, World!',
        IntArray: [1, -2, 3_000_000],
        ByteArray: packed ? Uint8Array.from([0, 127, 255]) : 'AH//',
        Guid: '00010203-0405-0607-0809-0a0b0c0d0e0f',
        DateTime: packed ? new Date(Date.UTC(2002, 3, 1, 10, 20, 15)) : '2002-04-01T10:20:15Z',
      };
      assert.deepEqual(plain(await connection.invoke('EchoComplexObject', sent)), sent);
    });

    test('objects sent to the client', async () => {
      const heard = ear(connection, 'CustomObject');
      await connection.invoke('SendCustomObject', { Name: 'test', Value: 42 });
      assert.deepEqual(await heard.next(), [{ Name: 'test', Value: 42 }]);
    });

    test('a client is asked and answers', { skip: way.version < 8 && 'client results came with version 7' }, async () => {
      const ask = async (id) => (await fetch(`${server}/clientresult/${encodeURIComponent(id)}`)).text();
      connection.on('Result', () => 10);
      assert.equal(await ask(connection.connectionId), '10');
      connection.off('Result');
      connection.on('Result', () => {
        throw new Error('from callback');
      });
      assert.equal(await ask(connection.connectionId), 'Error: from callback');
      connection.off('Result');
      assert.equal(await ask(connection.connectionId), "Client didn't provide a result.");
      assert.equal(await ask('nobody'), "Connection 'nobody' does not exist.");
    });

    test('the same connection starts again after a stop', async () => {
      const before = connection.connectionId;
      await connection.stop();
      await connection.start();
      assert.notEqual(connection.connectionId, before);
      assert.equal(await connection.invoke('Echo', 'again'), 'again');
    });
  });
}
