import type { TestProject } from 'vitest/node';
import setUpPostgres from '../../test/support/postgres-server.ts';

/** A PostgreSQL server of its own, as the tests start it: on loopback, without fsync, gone when stopped. */
export async function startTemporaryPostgres(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  let provided: { readonly url: string } | { readonly missing: string } = { missing: 'it was not started' };
  const project = {
    provide: (_name: string, value: typeof provided) => {
      provided = value;
    },
  };
  // The tests' set-up asks nothing else of Vitest.
  const stop = await setUpPostgres(project as unknown as TestProject);
  if ('missing' in provided) throw new Error(`no PostgreSQL: ${(provided as { missing: string }).missing}`);
  return { url: (provided as { url: string }).url, stop };
}
