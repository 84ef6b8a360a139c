import { accessTo, type Member } from '../domain/access.ts';
import type { MemberId } from '../domain/ids.ts';
import { normalisePhone } from '../domain/name.ts';
import { checkText, type Deps, pipelineOf } from './deps.ts';
import type { LeadMatch } from './ports.ts';

/** Fewer digits than this are in every phone number. */
const MIN_DIGITS = 3;

export interface Hit {
  readonly match: LeadMatch;
  readonly stageName: string;
  /** True when whoever asks may see more of it than name and owner. */
  readonly full: boolean;
}

export interface Found {
  readonly hits: readonly Hit[];
  /** True when there are others beside those. */
  readonly more: boolean;
}

/**
 * Leads that have to do with a word. Names are searched among all leads; contacts, phones and notes only among those
 * the person may see, since to find one by its note is to know what the note says.
 */
export async function findLeads(
  deps: Deps,
  { by, text, limit }: { readonly by: Member; readonly text: string; readonly limit: number },
): Promise<Found> {
  checkText('name', text);
  const { leads } = deps.stores;
  const named = await leads.search(text, limit + 1, by.id);
  const phone = normalisePhone(text);
  const digits = phone.length >= MIN_DIGITS && /^[\s\d+()-]+$/.test(text.normalize('NFKC')) ? phone : undefined;
  const inside = await leads.containing({ text, digits, owners: await visibleOwners(deps, by) }, limit + 1);
  const unique = [...new Map([...named, ...inside].map((match) => [match.id, match])).values()];
  const pipeline = await pipelineOf(deps);
  const hits = unique.slice(0, limit).map((match) => ({
    match,
    stageName: pipeline.stage(match.stage).name,
    full: accessTo(by, { id: match.owner, team: match.ownerTeam }) === 'full',
  }));
  return { hits, more: unique.length > limit };
}

/** Whose leads somebody may see whole; undefined for everybody's. */
async function visibleOwners({ stores }: Deps, by: Member): Promise<readonly MemberId[] | undefined> {
  if (by.role === 'admin') return undefined;
  const all = await stores.members.all();
  return all.filter(({ id, team }) => accessTo(by, { id, team }) === 'full').map(({ id }) => id);
}
