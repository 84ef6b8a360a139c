import type { Selectable } from 'kysely';
import type { Month } from '../domain/month.ts';
import type {
  DiagnosisStore,
  ForecastRecord,
  ForecastStore,
  QuotaStore,
  Target,
  TargetStore,
  WhoKey,
} from '../usecases/ports.ts';
import type { Db, Session } from './engine.ts';
import type { ForecastRecordTable, TargetTable } from './schema/tables.ts';

/** What was expected of each month, in SQL. */
export function createForecastStore({ db }: Session): ForecastStore {
  return {
    keepFirst: async ({ who, month, weightedFen, dueFen, at }) => {
      await db
        .insertInto('forecast_record')
        .values({ who, month, weighted_fen: weightedFen, due_fen: dueFen, at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    before: async (who, month, limit) => {
      const rows = await db
        .selectFrom('forecast_record')
        .selectAll()
        .where('who', '=', who)
        .where('month', '<', month)
        .orderBy('month', 'desc')
        .limit(limit)
        .execute();
      return rows.map(recordOf);
    },
    rename: (from, to) => rename(db, 'forecast_record', from, to),
  };
}

function recordOf({ who, month, weighted_fen, due_fen, at }: Selectable<ForecastRecordTable>): ForecastRecord {
  return { who: who as WhoKey, month: month as Month, weightedFen: weighted_fen, dueFen: due_fen, at };
}

/** What is meant to be sold, in SQL. */
export function createTargetStore({ db }: Session): TargetStore {
  return {
    ofMonth: async (month) => {
      const rows = await db.selectFrom('target').selectAll().where('month', '=', month).orderBy('who').execute();
      return rows.map(targetOf);
    },
    save: async ({ who, month, wins, amountFen }, by, now) => {
      const given = { wins, amount_fen: amountFen, by, at: now };
      await db
        .insertInto('target')
        .values({ who, month, ...given })
        .onConflict((conflict) => conflict.columns(['who', 'month']).doUpdateSet(given))
        .execute();
    },
    remove: async (who, month) => {
      await db.deleteFrom('target').where('who', '=', who).where('month', '=', month).execute();
    },
    rename: (from, to) => rename(db, 'target', from, to),
  };
}

function targetOf({ who, month, wins, amount_fen }: Selectable<TargetTable>): Target {
  return { who: who as WhoKey, month: month as Month, wins, amountFen: amount_fen };
}

/** What a week asks for, in SQL. */
export function createQuotaStore({ db }: Session): QuotaStore {
  return {
    all: async () => {
      const rows = await db.selectFrom('quota_base').select(['who', 'base']).execute();
      return new Map(rows.map(({ who, base }) => [who as WhoKey, base]));
    },
    save: async (who, base, by, now) => {
      const given = { base, by, at: now };
      await db
        .insertInto('quota_base')
        .values({ who, ...given })
        .onConflict((conflict) => conflict.column('who').doUpdateSet(given))
        .execute();
    },
    remove: async (who) => {
      await db.deleteFrom('quota_base').where('who', '=', who).execute();
    },
    rename: (from, to) => rename(db, 'quota_base', from, to),
  };
}

/** What the weekly diagnoses left, in SQL. */
export function createDiagnosisStore({ db }: Session): DiagnosisStore {
  return {
    last: async (who, before) => {
      const row = await db
        .selectFrom('diagnosis_run')
        .select(['at', 'runs'])
        .where('who', '=', who)
        .where('at', '<', before)
        .orderBy('at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && { at: row.at, runs: JSON.parse(row.runs) };
    },
    save: async (who, { at, runs }) => {
      await db
        .insertInto('diagnosis_run')
        .values({ who, at, runs: JSON.stringify(runs) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    rename: (from, to) => rename(db, 'diagnosis_run', from, to),
  };
}

/** What somebody of the new name left before they went is nobody's any more. */
async function rename(
  db: Db,
  table: 'forecast_record' | 'target' | 'quota_base' | 'diagnosis_run',
  from: WhoKey,
  to: WhoKey,
): Promise<void> {
  await db.deleteFrom(table).where('who', '=', to).execute();
  await db.updateTable(table).set({ who: to }).where('who', '=', from).execute();
}
