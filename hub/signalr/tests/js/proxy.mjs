// A line that can be cut: passes TCP on to the server.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export async function startProxy(target) {
  const { protocol, hostname, port } = new URL(target);
  const lines = new Set();
  const proxy = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [line, other] of [[near, far], [far, near]]) {
      lines.add(line);
      line.on('error', () => other.destroy());
      line.on('close', () => {
        lines.delete(line);
        other.destroy();
      });
      line.pipe(other);
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const cut = () => lines.forEach((line) => line.destroy());
  return {
    url: `${protocol}//127.0.0.1:${proxy.address().port}`,
    cut,
    close() {
      proxy.close();
      cut();
    },
  };
}
