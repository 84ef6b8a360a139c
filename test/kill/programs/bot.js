import { createInterface } from 'node:readline';
import { pino } from 'pino';

/**
 * The whole bot as built, in a process of its own, configured by the environment, on a clock that stands where it is
 * told. Arguments: the instant to start at, in ms. A line on its input is an instant at which a minute begins. Says
 * `ready` when it listens and, when everything due in a minute has gone out, `done` and the instant. Built, and not run
 * from source, for it is started over and over.
 */
const built = (path) => import(new URL(`../../../dist/src/${path}`, import.meta.url).href);
const [{ startApp }, { readConfig }, { readSeed }, { projectRoot }] = await Promise.all(
  ['app.js', 'config.js', 'store/seed.js', 'project-root.js'].map(built),
);

let now = Number(process.argv[2]);
const listeners = new Set();
const app = await startApp({
  config: readConfig(process.env),
  clock: {
    now: () => now,
    onMinute(fn) {
      listeners.add(fn);
      return () => void listeners.delete(fn);
    },
  },
  log: pino({ level: 'warn' }, process.stderr),
  seed: { ...readSeed(`${projectRoot()}/data/seed`), schedules: [] },
});
console.log('ready');
for await (const line of createInterface(process.stdin)) {
  now = Number(line);
  for (const fn of [...listeners]) await fn(now);
  await app.sender.drain();
  console.log(`done ${now}`);
}
await app.stop();
