import type { Deps } from './deps.ts';
import { guessMapping } from './guess-mapping.ts';
import type { HeaderNames } from './header-names.ts';
import { type Mapping, MappingError, readMapping } from './import-mapping.ts';
import { planImport } from './import-plan.ts';

/** How to find out what a table's columns mean. */
export interface FindMapping {
  readonly names: HeaderNames;
  /** Whose the leads are, in place of what an owner column says; needed where there is none. */
  readonly owner?: string | undefined;
}

export interface FoundMapping {
  readonly mapping: Mapping;
  /** `remembered`: a table with this very header was imported before, with this mapping. */
  readonly from: 'given' | 'remembered' | 'guessed';
}

/**
 * What the columns of a table mean when nobody says: as the last import of a table with this header had it, as long as
 * that still fits, else by the columns' names. Throws `HeaderUnclear` when those are not enough.
 */
export async function findMapping(
  { stores }: Deps,
  header: readonly string[],
  { names, owner }: FindMapping,
): Promise<FoundMapping> {
  const definitions = { pipeline: await stores.settings.pipeline(), reasons: await stores.settings.reasons() };
  const kept = await stores.importMappings.get(header);
  const remembered = kept === undefined ? undefined : readIfGood(kept);
  if (remembered) {
    const mapping = owner === undefined ? remembered : { ...remembered, lead: { ...remembered.lead, owner } };
    if (fits(mapping, header, definitions)) return { mapping, from: 'remembered' };
  }
  return { mapping: guessMapping(header, names, definitions, owner), from: 'guessed' };
}

/** A mapping kept by an older version may have a shape we no longer read. */
function readIfGood(json: string): Mapping | undefined {
  return unlessMappingError(() => readMapping(json));
}

/** False when a stage or reason it names is no longer there. */
function fits(mapping: Mapping, header: readonly string[], definitions: Parameters<typeof planImport>[2]): boolean {
  return unlessMappingError(() => planImport(mapping, header, definitions)) !== undefined;
}

function unlessMappingError<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof MappingError) return undefined;
    throw error;
  }
}
