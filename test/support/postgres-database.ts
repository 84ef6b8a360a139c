import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** The URL of a new, empty database in the run's PostgreSQL server. Fails when there is no server. */
export async function newPostgresUrl(): Promise<string> {
  const postgres = inject('postgres');
  if ('missing' in postgres) throw new Error(`these tests need PostgreSQL: ${postgres.missing}`);
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client(postgres.url);
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  return url.href;
}
