// A push bridge: one connection that receives the events of a whole tenant, and a push for each event. The server stores the
// position (`Ack`), so a bridge that was killed continues where it was. README.md says how to run it.

import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';

const { PLENUM_URL, CLIENT_ID, CLIENT_SECRET, PUSH_URL } = process.env;
const TARGETS = process.env.TARGETS?.split(',') ?? [
  ...['Created', 'Updated', 'Deleted', 'Restored', 'AccessGained', 'AccessLost', 'StageChanged', 'ClosedWon', 'ClosedLost']
    .map((kind) => `Deal${kind}`),
  ...['Created', 'Updated', 'Deleted', 'Restored', 'AccessGained', 'AccessLost', 'Completed'].map((kind) => `Activity${kind}`),
];
// Events that may wait for the push service. With more, the bridge disconnects, pushes them, and connects again for the rest.
const MOST_WAITING = Number(process.env.MOST_WAITING ?? 1000);
const ACK_EVERY_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop.abort());

if (!PLENUM_URL || !CLIENT_ID || !CLIENT_SECRET || !PUSH_URL || !(MOST_WAITING >= 1)) {
  console.error('set PLENUM_URL, CLIENT_ID, CLIENT_SECRET and PUSH_URL; MOST_WAITING, if set, is a number from 1 on');
  process.exit(2);
}
// The cursors of the event pushed last, and of the event acknowledged last.
let [handled, acked] = [null, null];
for (let failures = 0; !stop.signal.aborted; failures += 1) {
  try {
    if (await session()) failures = 0;
  } catch (error) {
    console.error(`no connection: ${error.message}`);
  }
  if (!stop.signal.aborted) await pause(failures);
}
if (handled !== acked) await lastWord().catch((error) => console.error(`the last events may be pushed again: ${error.message}`));
process.exit();

function connect() {
  return new HubConnectionBuilder()
    .withUrl(`${PLENUM_URL}/hubs/records?resume=1`, {
      accessTokenFactory: accessToken, transport: HttpTransportType.WebSockets, skipNegotiation: true,
    })
    .configureLogging(LogLevel.Error)
    .build();
}

// Acknowledges the event pushed last.
async function ack(connection) {
  if (handled === acked) return;
  const cursor = handled;
  await connection.invoke('Ack', cursor);
  acked = cursor;
}

// What was pushed after the last connection had ended is acknowledged on one more, which receives nothing.
async function lastWord() {
  const connection = connect();
  await connection.start();
  await ack(connection).finally(() => connection.stop());
}

// One connection, from its start until all its events are pushed; returns whether there were any.
async function session() {
  const connection = connect();
  // Events are pushed one after the other, also after the connection has ended. An event that is not pushed comes again.
  let [line, waiting, full] = [Promise.resolve(), 0, false];
  const take = (cursor, handle) => {
    if (full) return;
    waiting += 1;
    full = waiting >= MOST_WAITING;
    if (full) connection.stop();
    line = line.then(async () => {
      if (!stop.signal.aborted && (await handle())) handled = cursor;
      waiting -= 1;
    });
  };
  for (const target of TARGETS) connection.on(target, (event) => take(event.cursor, () => push(target, event)));
  // All events up to this position were received; it advances the position when there are no events.
  connection.on('Position', (cursor) => take(cursor, () => true));
  const gap = ({ reason }, cursor) => take(cursor, () => push('Reset', { id: cursor, reason }));
  connection.on('Reset', (reset) => gap(reset, reset.cursor));

  const ended = new Promise((resolve) => connection.onclose(resolve));
  const hangUp = () => connection.stop();
  stop.signal.addEventListener('abort', hangUp);
  // An acknowledgement that fails is made good by the next one, or by the next connection.
  const timer = setInterval(() => ack(connection).catch(() => {}), ACK_EVERY_MS);
  let resumed = false;
  try {
    await connection.start();
    // Events pushed since the last connection ended do not come again. After a fail-over the server may not know the position
    // any more; the answer to Resume says so.
    await ack(connection).catch((error) => {
      if (!error.message.includes('invalid_cursor')) throw error;
      [handled, acked] = [null, null];
    });
    // Without a cursor: the server knows the position of this service account.
    const { reset, cursor } = await connection.invoke('Resume', null);
    resumed = true;
    if (reset) gap(reset, cursor);
    await ended;
  } catch (error) {
    if (!full) throw error;
  } finally {
    clearInterval(timer);
    stop.signal.removeEventListener('abort', hangUp);
    await connection.stop();
    await line;
  }
  return resumed || full;
}

async function accessToken() {
  const credentials = [CLIENT_ID, CLIENT_SECRET].map(encodeURIComponent).join(':');
  const answer = await fetch(`${PLENUM_URL}/api/v1/auth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(credentials)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(`no token: ${body.error ?? answer.status} ${body.detail ?? ''}`);
  return body.access_token;
}

// Pushes until the service accepts the event; false when the bridge is stopped before that, because the event comes again then.
async function push(target, event) {
  for (let failures = 0; !stop.signal.aborted; failures += 1) {
    try {
      const answer = await fetch(PUSH_URL, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': event.id },
        body: JSON.stringify({ target, event }),
        signal: AbortSignal.timeout(10_000),
      });
      if (answer.ok) return true;
      console.error(`the push service answered ${answer.status}`);
    } catch (error) {
      console.error(`the push service: ${error.message}`);
    }
    await pause(failures);
  }
  return false;
}

// Waits a random time, longer with every failure, unless the bridge is stopped.
function pause(failures) {
  const most = Math.min(250 * 2 ** failures, LONGEST_PAUSE_MS);
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      stop.signal.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, most * (0.5 + Math.random() / 2));
    stop.signal.addEventListener('abort', over);
  });
}
