import type { Migration } from 'kysely';
import { type Db, type Engine, sessionOf } from '../engine.ts';
import { fillSearchIndex } from '../search/fill.ts';

/** The search index over names, filled from the leads there are. */
export function leadSearch({ searchIndex }: Engine): Migration {
  return {
    async up(db) {
      const on = sessionOf(db as Db);
      await searchIndex.create(on);
      await fillSearchIndex(searchIndex, on);
    },
  };
}
