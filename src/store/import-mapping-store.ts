import { createHash } from 'node:crypto';
import type { ImportMappingStore } from '../usecases/import-mapping-port.ts';
import type { Session } from './engine.ts';

/** Mappings of imported tables in SQL, by a hash of the header they were for. */
export function createImportMappingStore() {
  return (on: Session): ImportMappingStore => ({
    async get(header) {
      const [row] = await on.db
        .selectFrom('import_mapping')
        .select('mapping')
        .where('header', '=', keyOf(header))
        .execute();
      return row?.mapping;
    },
    async put(header, mapping, now) {
      await on.execute(
        on.db
          .insertInto('import_mapping')
          .values({ header: keyOf(header), mapping, at: now })
          .onConflict((conflict) => conflict.column('header').doUpdateSet({ mapping, at: now })),
      );
    },
  });
}

function keyOf(header: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(header)).digest('hex');
}
