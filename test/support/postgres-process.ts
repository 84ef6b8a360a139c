import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { findPostgres, type PostgresProgram } from './postgres-program.ts';

const ROLE = 'loudou';
const PORT_ATTEMPTS = 5;
/** The server logs to us alone; only the end of it is ever shown, and only when it does not start. */
const KEPT_LOG = 4000;

/**
 * Runs the server as a child and takes it down, and its files away, as soon as nobody holds our end of the pipe any
 * more: at the end of the run, and just the same when the run is killed.
 */
const SUPERVISE = `
trap '' INT HUP TERM
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
{ read -r _ <&3; kill -INT "$server"; } 2>/dev/null &
watcher=$!
wait "$server"
code=$?
kill -KILL "$watcher" 2>/dev/null
rm -rf -- "$FOLDER"
exit "$code"
`;

/** A PostgreSQL server of its own: on loopback, a free port, without fsync, gone with its files when stopped. */
export async function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  for (let attempt = 1; ; attempt++) {
    const program = findPostgres();
    try {
      const password = randomBytes(16).toString('hex');
      initialise(program, password);
      const port = await freePort();
      const child = await startOn(program, port);
      return { url: `postgres://${ROLE}:${password}@127.0.0.1:${port}/postgres`, stop: () => stop(child) };
    } catch (error) {
      rmSync(program.folder, { recursive: true, force: true });
      // Somebody may take the port between our looking and the server's binding.
      if (attempt === PORT_ATTEMPTS || !String(error).includes('Address already in use')) throw error;
    }
  }
}

function initialise({ user, folder, initdb }: PostgresProgram, password: string): void {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) chownSync(passwordFile, user.uid, user.gid);
  const args = [
    ...['--pgdata', join(folder, 'data'), '--username', ROLE, '--pwfile', passwordFile, '--auth=password'],
    ...['--locale=C', '--encoding=UTF8', '--no-sync', '--no-instructions'],
  ];
  execFileSync(initdb, args, { ...user, cwd: folder, env: environment(folder), stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Starts the server and waits until it answers; fails with the end of its log. */
function startOn({ user, folder, postgres }: PostgresProgram, port: number): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    full_page_writes: 'off',
    max_connections: '200',
    log_min_messages: 'log',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = [postgres, '-D', join(folder, 'data'), '-p', String(port), ...flags];
  const child = spawn('/bin/sh', ['-c', SUPERVISE, 'supervise', ...server], {
    ...user,
    cwd: '/',
    env: environment(folder),
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      log = (log + chunk).slice(-KEPT_LOG);
      if (log.includes('ready to accept connections')) resolve(child);
    });
    child.on('error', reject);
    child.on('close', () => reject(new Error(`PostgreSQL did not start: ${log}`)));
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once('close', () => resolve());
    child.stdin?.end();
  });
}

function environment(folder: string): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, FOLDER: folder, LC_ALL: 'C', TZ: 'UTC' };
}

/** A port nobody listens on right now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
