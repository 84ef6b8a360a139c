import type { Member } from '../domain/access.ts';
import type { MemberId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import type { Deps } from './deps.ts';
import { reachOf } from './numbers-scope.ts';

/** Leads read at a time. */
const PAGE = 1000;

/** A lead as it stands, with what its ids mean. */
export interface ExportedLead {
  readonly lead: Lead;
  readonly stageName: string;
  /** Of the stage that is a win. */
  readonly wonName: string;
  readonly ownerName: string;
  readonly team: string | null;
  /** Null for a lead that was given no reason. */
  readonly reasonName: string | null;
}

/** Whose leads somebody may take away: their own, their team's, or everybody's (undefined). */
export async function exportScope(deps: Deps, by: Member): Promise<ReadonlySet<MemberId> | undefined> {
  return (await reachOf(deps, by, undefined)).scope.owners;
}

/** Leads as they stand, oldest first; of certain owners, or all. Merged and taken back ones are none. */
export async function* exportLeads(deps: Deps, owners?: ReadonlySet<MemberId>): AsyncGenerator<ExportedLead> {
  const { leads, members, settings } = deps.stores;
  const [pipeline, reasons] = [await settings.pipeline(), await settings.reasons()];
  const people = new Map((await members.all()).map((member) => [member.id, member]));
  const won = pipeline.stages.find(({ kind }) => kind === 'won');
  for (let after = 0; ; ) {
    const page = await leads.leadsAfter(after, PAGE, owners);
    for (const lead of page) {
      const owner = people.get(lead.owner);
      yield {
        lead,
        stageName: pipeline.stage(lead.stage).name,
        wonName: won?.name ?? '',
        ownerName: owner?.name ?? lead.owner,
        team: owner?.team ?? null,
        reasonName: reasons.find(({ kind, code }) => kind === lead.state && code === lead.reason)?.name ?? null,
      };
    }
    if (page.length < PAGE) return;
    after = page.at(-1)?.id ?? after;
  }
}
