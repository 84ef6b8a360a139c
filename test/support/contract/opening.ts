import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/store/database.ts';
import { migrationsFor } from '../../../src/store/migrations/index.ts';
import { seed, seedStages } from '../seed.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';
import { writeLead } from '../stored-leads.ts';

export function describeOpening(store: StoreUnderTest): void {
  describe('opening', () => {
    const open = useStore(store);

    it('fills a new database with the shipped stages and reasons', async () => {
      const [pipeline, reasons] = await open.db.uow.read(({ settings }) =>
        Promise.all([settings.pipeline(), settings.reasons()]),
      );
      expect(pipeline.stages).toEqual(seedStages);
      expect(reasons.map(({ kind, code, name }) => ({ kind, code, name }))).toEqual(
        [...seed.reasons].sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'invalid' ? -1 : 1)),
      );
    });

    it('has run every migration, in order', async () => {
      const done = await sql<{ name: string }>`select name from kysely_migration order by timestamp, name`.execute(
        open.db.engine.writer,
      );
      expect(done.rows.map(({ name }) => name)).toEqual(Object.keys(migrationsFor(open.db.engine)));
    });

    if (store.isShared) {
      it('opens an existing database as it is and keeps the team’s own definitions', async () => {
        const { id } = await open.run(({ leads }) => writeLead(leads, '星河科技'));
        await open.db.engine.writer.updateTable('stage').set({ name: '潜客' }).where('id', '=', 'lead').execute();
        const again = await openDatabase(open.url, seed);
        try {
          expect(await again.uow.read(({ leads }) => leads.byId(id))).toMatchObject({ name: '星河科技' });
          const stages = (await again.uow.read(({ settings }) => settings.pipeline())).stages;
          expect(stages.map(({ name }) => name)).toEqual(['潜客', '意向', '商机', '报价', '成交']);
        } finally {
          await again.close();
        }
      });
    }

    if (store.isShared) {
      it('sees in the next unit of work how somebody else changed the definitions', async () => {
        const nameOfEntry = () => open.run(async ({ settings }) => (await settings.pipeline()).entry.name);
        await nameOfEntry();
        const other = await openDatabase(open.url, seed);
        try {
          await other.engine.writer.updateTable('stage').set({ name: '新线索' }).where('id', '=', 'lead').execute();
        } finally {
          await other.close();
        }
        expect(await nameOfEntry()).toBe('新线索');
      });
    }

    it('refuses a lead event for a lead that does not exist', async () => {
      const orphan = { lead_id: 4711, type: 'touched', at: 1, recorded_at: 1, actor: 'zhang' };
      await expect(
        open.db.engine.writer
          .insertInto('lead_event')
          .values(orphan as never)
          .execute(),
      ).rejects.toThrow();
    });
  });
}
