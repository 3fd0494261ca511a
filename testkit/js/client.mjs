// The official SignalR client, driven by a test: one JSON object per line in each direction.
//
// The first line in is the configuration (config.mjs), or stands as the only argument. Then commands:
//   {"invoke":"Resume","args":["…"],"id":1}   answered by {"event":"result","id":1,"value":…} or {…,"error":"…"}
//   {"invoke":"Concat","args":["…"],"uploads":[{"items":["…"],"error":"…"}],"id":1}   streams to the server, appended to
//                                             the arguments; each ends with its error or without one. Works with send and stream.
//                                             The client overlooks a stream that directly follows another, so give it one
//   {"stream":"Count","args":[3],"id":2}      {"event":"item","id":2,"value":…} each, then {"event":"streamed","id":2} or {…,"error":"…"}
//   {"cancel":2}                              no longer wants that stream
//   {"send":"Leave","args":["…"]}             sent without waiting for an answer
//   {"accessToken":"…"}                       used from the next request on
//   {"stop":true}                             closes the connection and ends; so does the end of the input
//
// Lines out:
//   {"event":"connected","connectionId":"…"}       {"event":"received","target":"DealCreated","args":[…]}
//   {"event":"reconnecting","error":"…"|null}      {"event":"reconnected","connectionId":"…"}
//   {"event":"closed","error":"…"|null}            {"event":"frame","data":"…","length":n}   (with rawFrames)
//   {"event":"failed","error":"…"}                 a start that did not succeed, or a line that makes no sense
//
// Exit status: 0 stopped, 1 could not connect or was closed, 2 the configuration is wrong.

import { createInterface } from 'node:readline';
import { HttpTransportType, HubConnectionBuilder, LogLevel, Subject } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import { parseConfig } from './config.mjs';
import { listeningWebSocket } from './frames.mjs';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
process.exitCode = await main();
// A transport may hold a timer; nothing is left to wait for. Lines written to a pipe are out by then.
process.stdout.write('', () => process.exit());

async function main() {
  let config;
  try {
    config = parseConfig(process.argv[2] ?? (await lines.next()).value ?? '');
  } catch (error) {
    tell('failed', { error: error.message });
    return 2;
  }

  const session = { accessToken: config.accessToken, stopping: false };
  const connection = build(config, session);
  const closed = new Promise((resolve) => {
    connection.onclose((error) => {
      tell('closed', { error: error?.message ?? null });
      resolve('closed');
    });
  });

  try {
    await connection.start();
  } catch (error) {
    tell('failed', { error: error.message });
    return 1;
  }
  tell('connected', { connectionId: connection.connectionId });

  await Promise.race([obey(connection, session), closed]);
  if (!session.stopping) return 1;
  await connection.stop();
  return 0;
}

function build(config, session) {
  const options = {
    skipNegotiation: config.skipNegotiation,
    accessTokenFactory: session.accessToken === null ? undefined : () => session.accessToken,
  };
  if (config.transport === 'webSockets') options.transport = HttpTransportType.WebSockets;
  if (config.transport === 'longPolling') options.transport = HttpTransportType.LongPolling;
  if (config.transport === 'serverSentEvents') options.transport = HttpTransportType.ServerSentEvents;
  if (config.rawFrames) options.WebSocket = listeningWebSocket((frame) => tell('frame', frame));

  const builder = new HubConnectionBuilder().withUrl(config.url, options).configureLogging(LogLevel.None);
  if (config.protocol === 'messagepack') builder.withHubProtocol(new MessagePackHubProtocol());
  if (config.statefulReconnect) builder.withStatefulReconnect();
  if (config.automaticReconnect !== null) builder.withAutomaticReconnect(config.automaticReconnect);
  const connection = builder.build();
  connection.serverTimeoutInMilliseconds = config.serverTimeoutMs;
  connection.keepAliveIntervalInMilliseconds = config.keepAliveMs;

  for (const target of config.targets) {
    connection.on(target, (...args) => tell('received', { target, args }));
  }
  for (const [target, { value, error }] of Object.entries(config.answers)) {
    connection.on(target, () => {
      if (error !== undefined) throw new Error(error);
      return value;
    });
  }
  connection.onreconnecting((error) => tell('reconnecting', { error: error?.message ?? null }));
  connection.onreconnected((connectionId) => tell('reconnected', { connectionId }));
  return connection;
}

/** Carries out commands until one says stop or the input ends. */
async function obey(connection, session) {
  const streams = new Map();
  for await (const line of { [Symbol.asyncIterator]: () => lines }) {
    let command;
    try {
      command = JSON.parse(line);
    } catch {
      tell('failed', { error: `not JSON: ${line}` });
      continue;
    }
    if (command?.stop === true) break;
    else if (typeof command?.accessToken === 'string') session.accessToken = command.accessToken;
    else if (typeof command?.invoke === 'string') invoke(connection, command);
    else if (typeof command?.stream === 'string') streams.set(command.id, stream(connection, command));
    else if (command?.cancel !== undefined) streams.get(command.cancel)?.dispose();
    else if (typeof command?.send === 'string') send(connection, command);
    else tell('failed', { error: `unknown command: ${line}` });
  }
  session.stopping = true;
}

/** Does not wait: several invocations may be under way, and each answer carries its id. */
function invoke(connection, { invoke: method, args = [], uploads = [], id = null }) {
  const subjects = uploads.map(() => new Subject());
  connection.invoke(method, ...args, ...subjects).then(
    (value) => tell('result', { id, value: value ?? null }),
    (error) => tell('result', { id, error: error.message }),
  );
  feed(subjects, uploads);
}

function send(connection, { send: method, args = [], uploads = [] }) {
  const subjects = uploads.map(() => new Subject());
  connection.send(method, ...args, ...subjects).catch((error) => tell('failed', { error: error.message }));
  feed(subjects, uploads);
}

function stream(connection, { stream: method, args = [], uploads = [], id = null }) {
  const subjects = uploads.map(() => new Subject());
  const subscription = connection.stream(method, ...args, ...subjects).subscribe({
    next: (value) => tell('item', { id, value }),
    complete: () => tell('streamed', { id }),
    error: (error) => tell('streamed', { id, error: error.message }),
  });
  feed(subjects, uploads);
  return subscription;
}

/** By now the connection listens to each subject. */
function feed(subjects, uploads) {
  subjects.forEach((subject, index) => {
    const { items, error } = uploads[index];
    for (const item of items) subject.next(item);
    if (error === undefined) subject.complete();
    else subject.error(new Error(error));
  });
}

function tell(event, details) {
  process.stdout.write(`${JSON.stringify({ event, ...details })}\n`);
}
