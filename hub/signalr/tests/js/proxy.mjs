// A line that can be cut: passes TCP on to the server.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export async function startProxy(target) {
  const { protocol, hostname, port } = new URL(target);
  const lines = new Set();
  // The next cut: after how many more bytes of which direction.
  let planned = null;
  const cut = () => lines.forEach((line) => line.destroy());
  const passOn = (from, to, way) => {
    lines.add(from);
    from.on('error', () => to.destroy());
    from.on('close', () => {
      lines.delete(from);
      to.destroy();
    });
    from.on('end', () => to.end());
    from.on('data', (bytes) => {
      if (planned?.way !== way) {
        to.write(bytes);
      } else if (bytes.length < planned.left) {
        planned.left -= bytes.length;
        to.write(bytes);
      } else {
        const rest = bytes.subarray(0, planned.left);
        planned = null;
        // Once these are on their way.
        to.write(rest, cut);
      }
    });
  };
  const proxy = createServer((near) => {
    const far = connect(Number(port), hostname);
    passOn(near, far, 'toServer');
    passOn(far, near, 'toClient');
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `${protocol}//127.0.0.1:${proxy.address().port}`,
    cut,
    /** Cuts every line after so many more bytes one way; what was planned before is off. */
    cutAfter(way, bytes) {
      planned = { way, left: bytes };
    },
    /** Plans nothing any more, and says whether a cut was still to come. */
    callOff() {
      const pending = planned !== null;
      planned = null;
      return pending;
    },
    close() {
      proxy.close();
      cut();
    },
  };
}
