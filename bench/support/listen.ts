import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningServer } from './serve-child.ts';

/** Lets a server listen on a free port of this machine. */
export function listen(server: Server): Promise<RunningServer> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo; // a TCP server: never a path
      resolve({
        port,
        stop: async () => {
          server.closeAllConnections();
          server.close();
        },
      });
    });
  });
}
