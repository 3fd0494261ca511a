// Microsoft's clients by generation, each with its MessagePack protocol, and the ways in which they can connect.

import * as signalr6 from 'signalr-6';
import * as signalr8 from 'signalr-8';
import * as signalr10 from 'signalr-10';
import { MessagePackHubProtocol as MessagePack6 } from 'msgpack-6';
import { MessagePackHubProtocol as MessagePack8 } from 'msgpack-8';
import { MessagePackHubProtocol as MessagePack10 } from 'msgpack-10';

const GENERATIONS = [
  { version: 6, signalr: signalr6, MessagePack: MessagePack6 },
  { version: 8, signalr: signalr8, MessagePack: MessagePack8 },
  { version: 10, signalr: signalr10, MessagePack: MessagePack10 },
];

const TRANSPORTS = ['WebSockets', 'ServerSentEvents', 'LongPolling'];

/** Every generation. */
export const generations = GENERATIONS.map(({ version, signalr }) => ({ version, signalr }));

/** Every generation, transport and protocol that go together. */
export const ways = GENERATIONS.flatMap(({ version, signalr, MessagePack }) =>
  TRANSPORTS.flatMap((transport) => {
    const json = { version, signalr, transport, protocol: 'json', makeProtocol: () => new signalr.JsonHubProtocol() };
    const packed = { version, signalr, transport, protocol: 'messagepack', makeProtocol: () => new MessagePack() };
    // Events are text.
    return transport === 'ServerSentEvents' ? [json] : [json, packed];
  }),
);

export function nameOf({ version, transport, protocol }) {
  return `signalr ${version}, ${protocol} over ${transport}`;
}

/** A connection that is not started. */
export function connect(way, url, { options = {}, reconnect, stateful = false } = {}) {
  const { signalr, transport, makeProtocol } = way;
  const builder = new signalr.HubConnectionBuilder()
    .withUrl(url, { transport: signalr.HttpTransportType[transport], ...options })
    .configureLogging(signalr.LogLevel.None)
    .withHubProtocol(makeProtocol());
  if (stateful) builder.withStatefulReconnect();
  if (reconnect !== undefined) builder.withAutomaticReconnect(reconnect);
  return builder.build();
}

/** What a connection hears on a target, one list of arguments after another. */
export function ear(connection, target) {
  const heard = [];
  const waiting = [];
  connection.on(target, (...args) => {
    const next = waiting.shift();
    if (next) next(args);
    else heard.push(args);
  });
  return { next: () => (heard.length > 0 ? Promise.resolve(heard.shift()) : new Promise((resolve) => waiting.push(resolve))) };
}

/** All of a stream, or its error. */
export function collect(stream) {
  return new Promise((resolve, reject) => {
    const items = [];
    stream.subscribe({ next: (item) => items.push(item), complete: () => resolve(items), error: reject });
  });
}

/** How a connection ends: its error's text, or null. */
export function closing(connection) {
  return new Promise((resolve) => connection.onclose((error) => resolve(error?.message ?? null)));
}
