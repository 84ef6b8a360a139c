// A thread that behaves as its orders say, where the real one would draw: for tests of what is around it.
import { parentPort } from 'node:worker_threads';

let drawn = 0;
parentPort.on('message', ({ svg }) => {
  if (svg === 'exit') process.exit(7);
  if (svg === 'throw') throw new Error('the thread fell over');
  if (svg === 'hang') return;
  drawn += 1;
  parentPort.postMessage({ kind: 'png', png: new TextEncoder().encode(`${svg} ${drawn}`) });
  if (svg === 'exit after') process.exit(0);
});
