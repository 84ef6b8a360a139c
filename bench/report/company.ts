import { memberId, type StageId } from '../../src/domain/ids.ts';
import type { LeadFact } from '../../src/domain/lead-event.ts';
import type { Pipeline } from '../../src/domain/stage.ts';
import type { EventDraft } from '../../src/usecases/ports.ts';

/** A company of some years: two hundred people in twenty teams, a funnel that narrows, habits that are only human. */
export const OWNERS = 200;
export const TEAMS = 20;
export const YEARS = 3;
export const DAY_MS = 86_400_000;
/** The instant of the report, Monday 09:00 in Shanghai; nothing is dated later. */
export const AS_OF = Date.UTC(2026, 10, 23, 1, 0);
const SOURCES = ['web', 'referral', 'fair', 'call', 'partner', 'ads', 'import', ''];
const REASONS = { lost: ['price', 'competitor', 'delay', 'other'], invalid: ['dead_number', 'duplicate', 'other'] };

/** Chance to go on, days until something happens and chance that a failure is an invalid lead, by stage. */
const LAYERS = [
  { goesOn: 0.55, days: 7, isInvalid: 0.5 },
  { goesOn: 0.45, days: 14, isInvalid: 0.2 },
  { goesOn: 0.5, days: 20, isInvalid: 0.05 },
  { goesOn: 0.35, days: 14, isInvalid: 0.02 },
];

export function ownerOf(lead: number): string {
  return ownerAt((lead * 7) % OWNERS);
}

export function ownerAt(at: number): string {
  return `rep${String(at).padStart(3, '0')}`;
}

export function teamAt(owner: number): string {
  return `team${String(owner % TEAMS).padStart(2, '0')}`;
}

/** One thing that happened and when it was written down; `undone` says that it was taken back at once. */
export type Happening = EventDraft & { readonly recordedAt: number; readonly undone: boolean };

/** The life of the `lead`th of `leads`, up to {@link AS_OF}: about four events, spread like those of a real one. */
export function lifeOf(lead: number, leads: number, random: () => number, pipeline: Pipeline): readonly Happening[] {
  const open = pipeline.open.map(({ id }) => id);
  const bornAt = AS_OF - YEARS * 365 * DAY_MS + Math.floor(((lead - 1) / leads) * YEARS * 365 * DAY_MS);
  const chance = (share: number) => random() < share;
  const among = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const happenings: Happening[] = [];
  let owner = memberId(ownerOf(lead));
  let at = bornAt;
  const happens = (fact: LeadFact, undone = false) => {
    const late = chance(0.04) ? Math.floor(random() * 4 * DAY_MS) : 0;
    happenings.push({ fact, actor: owner, at, recordedAt: Math.min(at + late, AS_OF - 1), undone });
  };
  const wait = (days: number) => {
    at += 1 + Math.floor(-Math.log(1 - random()) * days * DAY_MS);
  };
  let layer = chance(0.03) ? 2 : 0;
  const source = among(SOURCES);
  const to = open[layer] as StageId;
  happens({ type: 'created', to, name: `c${lead}`, owner, ...(source !== '' && { source }) });
  for (let turn = 0; turn < 12; turn++) {
    const here = LAYERS[layer] as (typeof LAYERS)[number];
    const from = open[layer] as StageId;
    if (chance(0.35)) {
      wait(here.days / 3);
      happens({ type: 'touched', text: 'call' });
    }
    if (chance(0.02)) {
      wait(here.days / 4);
      owner = memberId(ownerAt(Math.floor(random() * OWNERS)));
      happens({ type: 'owner_changed', owner });
    }
    wait(here.days);
    if (at >= AS_OF) break;
    if (chance(0.01)) happens({ type: 'moved', from, to: open[(layer + 1) % open.length] as StageId }, true);
    if (layer > 0 && chance(0.03)) {
      layer--;
      happens({ type: 'moved', from, to: open[layer] as StageId });
      continue;
    }
    if (chance(here.goesOn)) {
      const next = layer + (chance(0.05) ? 2 : 1);
      if (next >= open.length) {
        happens({ type: 'amount_changed', amountFen: Math.ceil(random() * 500) * 100_000 });
        happens({ type: 'closed', from, kind: 'won' });
        if (!chance(0.01)) break;
        wait(20);
        happens({ type: 'reopened', to: from });
        continue;
      }
      layer = next;
      happens({ type: 'moved', from, to: open[layer] as StageId });
      continue;
    }
    const kind = chance(here.isInvalid) ? 'invalid' : 'lost';
    happens({ type: 'closed', from, kind, reason: among(REASONS[kind]) });
    if (!chance(0.02)) break;
    wait(30);
    happens({ type: 'reopened', to: from });
  }
  return happenings.filter((happening) => happening.at < AS_OF);
}
