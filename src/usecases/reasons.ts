import type { Member } from '../domain/access.ts';
import { foldName } from '../domain/name.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Reason } from '../domain/stage.ts';
import { audit, type Deps } from './deps.ts';
import { checkLabel } from './label.ts';

/** Most reasons of one kind that can be chosen: nobody reads a longer list. */
const MAX_REASONS = 20;

/** Every reason that can be chosen, and those that cannot any more. */
export async function listReasons(deps: Deps): Promise<readonly Reason[]> {
  return deps.stores.settings.reasons();
}

interface NamedReason {
  readonly by: Member;
  readonly kind: Reason['kind'];
  readonly name: string;
}

/** Adds a reason; one of the same name that was archived is back, with everything that was closed with it. */
export async function addReason(deps: Deps, { by, kind, name }: NamedReason): Promise<Reason> {
  const { settings } = deps.stores;
  const known = (await settings.reasons()).filter((reason) => reason.kind === kind);
  checkLabel(name);
  const twin = known.find((one) => isCalled(one, name));
  if (twin && !twin.archived) throw new Refusal({ code: 'reason_exists', reason: twin.name });
  if (known.filter(({ archived }) => !archived).length >= MAX_REASONS) {
    throw new Refusal({ code: 'reasons_too_many', max: MAX_REASONS });
  }
  const reason: Reason = twin
    ? { ...twin, archived: false }
    : { kind, code: freshCode(known), name, ord: lastOrd(known) + 1, archived: false };
  await settings.saveReason(reason);
  await audit(deps, by, 'reason.add', { subject: `${kind}/${reason.code}` });
  return reason;
}

/** Calls a reason something else; what was closed with it is shown under the new name. */
export async function renameReason(
  deps: Deps,
  { by, kind, name, to }: NamedReason & { readonly to: string },
): Promise<{ readonly before: Reason; readonly reason: Reason }> {
  const { settings } = deps.stores;
  const known = (await settings.reasons()).filter((reason) => reason.kind === kind);
  const before = choosable(known, name);
  checkLabel(to);
  const twin = known.find((one) => one.code !== before.code && isCalled(one, to));
  if (twin) throw new Refusal({ code: 'reason_exists', reason: twin.name });
  const reason = { ...before, name: to };
  await settings.saveReason(reason);
  await audit(deps, by, 'reason.rename', { subject: `${kind}/${reason.code}` });
  return { before, reason };
}

/** Archives a reason: nobody can choose it any more, leads closed with it keep it. The last one of a kind stays. */
export async function archiveReason(deps: Deps, { by, kind, name }: NamedReason): Promise<Reason> {
  const { settings } = deps.stores;
  const known = (await settings.reasons()).filter((reason) => reason.kind === kind);
  const reason = choosable(known, name);
  if (known.filter(({ archived }) => !archived).length === 1) {
    throw new Refusal({ code: 'last_reason', reason: reason.name });
  }
  await settings.saveReason({ ...reason, archived: true });
  await audit(deps, by, 'reason.archive', { subject: `${kind}/${reason.code}` });
  return reason;
}

function choosable(known: readonly Reason[], name: string): Reason {
  const present = known.filter(({ archived }) => !archived);
  const reason = present.find((one) => isCalled(one, name));
  if (!reason) {
    throw new Refusal({ code: 'reason_unknown', typed: name, reasons: present.map((one) => one.name) });
  }
  return reason;
}

function isCalled({ name, code }: Reason, word: string): boolean {
  const folded = foldName(word);
  return foldName(name) === folded || foldName(code) === folded;
}

/** A code no reason of this kind ever had, nor is called by. */
function freshCode(known: readonly Reason[]): string {
  for (let nth = 1; ; nth++) {
    const code = `reason_${nth}`;
    if (!known.some((one) => isCalled(one, code))) return code;
  }
}

function lastOrd(known: readonly Reason[]): number {
  return Math.max(0, ...known.map(({ ord }) => ord));
}
