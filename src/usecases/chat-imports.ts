import type { Member } from '../domain/access.ts';
import type { Deps } from './deps.ts';
import type { KeptTable } from './ports.ts';

/** What there is to answer to about a table somebody sent. */
export type ImportAnswer =
  | { readonly kind: 'taken'; readonly table: KeptTable }
  /** It was answered before and is being imported. */
  | { readonly kind: 'underway'; readonly table: KeptTable }
  /** Imported, given up, replaced by another one or expired. */
  | { readonly kind: 'gone' };

interface Answering {
  readonly by: Member;
  /** Which of their tables; the one they were asked about last when absent. */
  readonly id?: number | undefined;
}

/** Says yes to a table that was tried out: from now on it is kept until it is in. */
export async function confirmImport(deps: Deps, answering: Answering): Promise<ImportAnswer> {
  const found = await tableFor(deps, answering);
  if (found.kind !== 'taken') return found;
  return (await deps.stores.keptTables.confirm(found.table.id)) ? found : { kind: 'underway', table: found.table };
}

/** Says no to it: it is deleted. One that is being imported already stays. */
export async function cancelImport(deps: Deps, answering: Answering): Promise<ImportAnswer> {
  const found = await tableFor(deps, answering);
  if (found.kind === 'taken') await deps.stores.keptTables.remove(found.table.id);
  return found;
}

/** True while somebody's backup waits or is being made. */
export function isBackupUnderway(deps: Deps): Promise<boolean> {
  return deps.stores.tasks.isOpen('backup');
}

async function tableFor({ stores, now }: Deps, { by, id }: Answering): Promise<ImportAnswer> {
  const { keptTables } = stores;
  await keptTables.removeExpired(now);
  const table = id === undefined ? await keptTables.askedOf(by.id) : await keptTables.byId(id);
  if (table?.member !== by.id) return { kind: 'gone' };
  return { kind: table.state === 'asked' ? 'taken' : 'underway', table };
}
