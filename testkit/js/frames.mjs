// A WebSocket that tells about every frame before the client sees it, so that a test can look for bytes that
// must not be there in what truly came over the wire.

// The same library that the client itself uses on Node.js.
import WebSocket from 'ws';

/** The constructor the client takes as its `WebSocket` option. `report` gets the data of each frame. */
export function listeningWebSocket(report) {
  return class ListeningWebSocket extends WebSocket {
    constructor(...args) {
      super(...args);
      this.on('message', (data) => {
        if (typeof data === 'string') report({ data, length: Buffer.byteLength(data) });
        else report({ base64: data.toString('base64'), length: data.length });
      });
      this.on('close', (code, reason) => report({ closeCode: code, reason: String(reason) }));
    }
  };
}
