import type { Member } from '../domain/access.ts';
import { type LocalDay, localDay } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Deps } from './deps.ts';
import type { Absence } from './schedule-ports.ts';

/** Somebody's absence from now on in place of the one before; undefined ends it. */
export async function setAbsence(
  deps: Deps,
  input: {
    readonly by: Member;
    readonly days: { readonly from: LocalDay; readonly to: LocalDay } | undefined;
    readonly substitute?: Member | undefined;
  },
): Promise<{ readonly absence: Absence; readonly substitute: Member | undefined } | undefined> {
  const { by, days, substitute } = input;
  if (!days) {
    await deps.stores.absences.clear(by.id);
    return undefined;
  }
  if (days.to < days.from) throw new Refusal({ code: 'days_reversed', ...days });
  if (days.to < localDay(deps.now, deps.timeZone)) throw new Refusal({ code: 'date_in_past', on: days.to });
  if (substitute && substitute.id === by.id) throw new Refusal({ code: 'substitute_is_you' });
  if (substitute && substitute.leftAt !== undefined) throw new Refusal({ code: 'member_left', name: substitute.name });
  const absence = { member: by.id, ...days, substitute: substitute?.id ?? null };
  await deps.stores.absences.set(absence);
  return { absence, substitute };
}

/** The absence somebody has noted, with their substitute. */
export async function showAbsence(deps: Deps, { by }: { readonly by: Member }) {
  const absence = await deps.stores.absences.of(by.id);
  if (!absence || absence.to < localDay(deps.now, deps.timeZone)) return undefined;
  const substitute = absence.substitute === null ? undefined : await deps.stores.members.byId(absence.substitute);
  return { absence, substitute };
}
