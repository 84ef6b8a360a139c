import { once } from 'node:events';
import { openSender, START } from '../outbox.ts';

/**
 * A sender in a process of its own: says `ready`, waits for a line, sends what is due and whatever becomes due because
 * of it, says `done`. Arguments: the database's URL, the platform's origin.
 */
const [databaseUrl = '', apiBase = ''] = process.argv.slice(2);
const { sender, rows, close } = await openSender({
  platform: { apiBase },
  clock: { now: () => START },
  databaseUrl,
});
console.log('ready');
await once(process.stdin, 'data');
while ((await rows()).some(({ state }) => state === 'due')) {
  await sender.drain();
  await new Promise((resolve) => setImmediate(resolve));
}
console.log('done');
process.stdin.destroy();
await close();
