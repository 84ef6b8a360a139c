import { createRequire } from 'node:module';
import type Library from 'better-sqlite3';

/**
 * The first Node whose own classes for native objects break better-sqlite3 12 (a statement that is garbage-collected ends
 * the process, from Node 24.19 on). Release 13 does without those classes, but crashes on Node 20. It has a
 * name of its own in package.json, and `npm ci` leaves it out where its engines do not match.
 */
const FIRST_NODE_OF_13 = 24;

const major = Number(process.versions.node.split('.')[0]);
const name = major >= FIRST_NODE_OF_13 ? 'better-sqlite3-13' : 'better-sqlite3';

/** better-sqlite3 in the release that runs on this Node; both have the same interface. */
export const SqliteDatabase = createRequire(import.meta.url)(name) as typeof Library;
