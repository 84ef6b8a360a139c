import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire between a bot and the platform that can be cut or go dead, as real ones do. */
export interface TcpRelay {
  readonly port: number;
  /** From now on the wires that exist carry nothing in either direction, and nobody is told. */
  goDead(): void;
  /** Cuts the wires when the bot next sends something: `before` it reaches the platform, or when the platform answers it. */
  cutAtNextSend(when: 'before' | 'after'): void;
  /**
   * The wires go dead when the bot next sends something: `before` it reaches the platform, or when the platform answers
   * it. Resolves then; the bot is none the wiser.
   */
  goDeadAtNextSend(when: 'before' | 'after'): Promise<void>;
  close(): Promise<void>;
}

export async function startRelay(to: number): Promise<TcpRelay> {
  const wires = new Set<{ dead: boolean; near: Socket; far: Socket }>();
  let cut: 'before' | 'after' | undefined;
  let die: { readonly when: 'before' | 'after'; readonly died: () => void } | undefined;
  const goDead = () => {
    for (const wire of wires) wire.dead = true;
  };
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    const wire = { dead: false, near, far };
    wires.add(wire);
    const drop = () => {
      near.destroy();
      far.destroy();
      wires.delete(wire);
    };
    let isAnswering = false;
    let isDying = false;
    near.on('data', (data) => {
      if (wire.dead) return;
      if (die?.when === 'before') {
        goDead();
        die.died();
        die = undefined;
        return;
      }
      if (cut === 'before') {
        cut = undefined;
        return drop();
      }
      if (cut === 'after') {
        cut = undefined;
        isAnswering = true;
      }
      isDying ||= die?.when === 'after';
      far.write(data);
    });
    far.on('data', (data) => {
      if (wire.dead) return;
      if (isDying) {
        goDead();
        die?.died();
        die = undefined;
      } else if (isAnswering) drop();
      else near.write(data);
    });
    for (const socket of [near, far]) {
      socket.on('error', drop);
      socket.on('close', drop);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    goDead,
    goDeadAtNextSend: (when) =>
      new Promise((died) => {
        die = { when, died };
      }),
    cutAtNextSend(when) {
      cut = when;
    },
    async close() {
      for (const { near, far } of wires) {
        near.destroy();
        far.destroy();
      }
      server.close();
      await once(server, 'close');
    },
  };
}
