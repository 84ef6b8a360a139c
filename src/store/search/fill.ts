import type { Db, Session } from '../engine.ts';
import type { SearchIndex } from './search-index.ts';
import { tokensOf } from './tokens.ts';

const BATCH = 10_000;

/** Puts every lead there is into the search index, a batch at a time. */
export async function fillSearchIndex(index: SearchIndex, on: Pick<Session, 'execute'> & { readonly db: Db }) {
  for (let last = 0; ; ) {
    const leads = await on.db
      .selectFrom('lead')
      .select(['id', 'name_norm as norm', 'name_pinyin as pinyin', 'name_initials as initials'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    for (const lead of leads) await index.put(on, lead.id, tokensOf(lead));
    if (leads.length < BATCH) return;
    last = leads.at(-1)?.id ?? last;
  }
}
