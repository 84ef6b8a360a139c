import type { Selectable } from 'kysely';
import { memberId } from '../domain/ids.ts';
import type { LocalDay } from '../domain/period.ts';
import type { Absence, AbsenceStore } from '../usecases/schedule-ports.ts';
import type { Session } from './engine.ts';
import type { AbsenceTable } from './schema/schedule-tables.ts';

/** Who is away, in SQL. */
export function createAbsenceStore() {
  return (on: Session): AbsenceStore => ({
    of: async (member) => {
      const row = await on.db.selectFrom('absence').selectAll().where('member', '=', member).executeTakeFirst();
      return row && absenceOf(row);
    },
    since: async (day) =>
      (await on.db.selectFrom('absence').selectAll().where('to_on', '>=', day).orderBy('member').execute()).map(
        absenceOf,
      ),
    set: async ({ member, from, to, substitute }) => {
      const row = { from_on: from, to_on: to, substitute };
      await on.db
        .insertInto('absence')
        .values({ member, ...row })
        .onConflict((conflict) => conflict.column('member').doUpdateSet(row))
        .execute();
    },
    clear: async (member) => {
      await on.db.deleteFrom('absence').where('member', '=', member).execute();
    },
  });
}

function absenceOf({ member, from_on, to_on, substitute }: Selectable<AbsenceTable>): Absence {
  return {
    member: memberId(member),
    from: from_on as LocalDay,
    to: to_on as LocalDay,
    substitute: substitute === null ? null : memberId(substitute),
  };
}
