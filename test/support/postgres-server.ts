import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-process.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A running PostgreSQL, or why there is none: then the suites that need it fail with that reason. */
    postgres: { readonly url: string } | { readonly missing: string };
  }
}

/** Vitest global set-up: one PostgreSQL server for the whole run, on a free loopback port. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    const { url, stop } = await startPostgres();
    project.provide('postgres', { url });
    return stop;
  } catch (error) {
    project.provide('postgres', { missing: error instanceof Error ? error.message : String(error) });
    return async () => {};
  }
}
