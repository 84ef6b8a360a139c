import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { verifyProjections } from '../../src/store/verify-projections.ts';
import { HAND_HISTORIES } from '../support/hand-histories.ts';
import { created } from '../support/history.ts';
import { seed } from '../support/seed.ts';
import { writeHistory } from '../support/stored-leads.ts';

let database: Database;
beforeEach(async () => {
  database = await openDatabase(':memory:', seed);
  await database.uow.run(async ({ leads }) => {
    for (const { steps } of HAND_HISTORIES) await writeHistory(leads, steps);
  });
});
afterEach(() => database.close());

/** The id of the history in which a lead went through stages and was won. */
async function wonLead(): Promise<number> {
  const won = await database.engine.reader.selectFrom('lead').select('id').where('state', '=', 'won').execute();
  return won[0]?.id ?? 0;
}

describe('verifying the projections', () => {
  it('finds nothing in what the store wrote, taken back, merged and reopened leads included', async () => {
    expect(await verifyProjections(database.engine)).toEqual([]);
  });

  it('finds nothing in an empty database', async () => {
    const empty = await openDatabase(':memory:', seed);
    expect(await verifyProjections(empty.engine)).toEqual([]);
    await empty.close();
  });

  it('looks at every lead, however many', async () => {
    await database.uow.run(async ({ leads }) => {
      for (let more = 0; more < 450; more++) await writeHistory(leads, [created('06-01', 'lead')]);
    });
    const { writer } = database.engine;
    const ids = (await writer.selectFrom('lead').select('id').orderBy('id').execute()).map(({ id }) => id);
    const spoiled = [ids[0], ids[199], ids[200], ids.at(-1)] as number[];
    await writer.updateTable('lead').set({ owner: 'nobody' }).where('id', 'in', spoiled).execute();
    expect(await verifyProjections(database.engine)).toEqual(
      spoiled.map((lead) => ({ lead, table: 'lead', fields: ['owner'] })),
    );
  });

  it('names the table and the fields of what was tampered with, not what is in them', async () => {
    const lead = await wonLead();
    const { writer } = database.engine;
    await writer.updateTable('lead').set({ stage: 'lead', closed_at: 1 }).where('id', '=', lead).execute();
    await writer.updateTable('visit').set({ left_at: 1 }).where('lead_id', '=', lead).where('no', '=', 1).execute();
    await writer
      .updateTable('decision')
      .set({ source: 'tampered', owner: 'nobody' })
      .where('lead_id', '=', lead)
      .where('stage', '=', 'lead')
      .execute();
    expect(await verifyProjections(database.engine)).toEqual([
      { lead, table: 'lead', fields: ['stage', 'closedAt'] },
      { lead, table: 'visit', fields: ['leftAt'] },
      { lead, table: 'decision', fields: ['owner', 'source'] },
    ]);
  });

  it('finds rows that are missing and rows that should not be there', async () => {
    const lead = await wonLead();
    const { writer } = database.engine;
    await writer.deleteFrom('visit').where('lead_id', '=', lead).where('no', '=', 1).execute();
    await writer
      .insertInto('visit')
      .values({
        lead_id: lead,
        no: 99,
        stage: 'lead',
        entered_at: 1,
        how: 'reopened',
        left_at: null,
        exit: null,
        owner: 'zhang',
        recorded_at: 1,
        source: '',
      })
      .execute();
    expect(await verifyProjections(database.engine)).toEqual([
      { lead, table: 'visit', fields: [] },
      { lead, table: 'visit', fields: [] },
    ]);
  });

  it('finds an event that never reached the projection', async () => {
    const lead = await wonLead();
    const event = await database.engine.reader
      .selectFrom('lead_event')
      .selectAll()
      .where('lead_id', '=', lead)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    const { id: _, ...copy } = event;
    await database.engine.writer
      .insertInto('lead_event')
      .values({ ...copy, type: 'touched', at: event.at + 1, data: '{"text":"x"}' })
      .execute();
    const [mismatch] = await verifyProjections(database.engine);
    expect(mismatch).toMatchObject({
      lead,
      table: 'lead',
      fields: expect.arrayContaining(['lastEventId', 'touchedAt']),
    });
  });
});
