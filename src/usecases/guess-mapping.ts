import type { Pipeline, Reason } from '../domain/stage.ts';
import { type HeaderField, type HeaderNames, recogniseColumns } from './header-names.ts';
import type { Mapping } from './import-mapping.ts';

/** Thrown for a table whose columns do not tell what every lead needs. */
export class HeaderUnclear extends Error {
  /** What no column is called. */
  readonly missing: readonly ('name' | 'owner')[];
  readonly header: readonly string[];

  constructor(missing: HeaderUnclear['missing'], header: readonly string[]) {
    super(`no column for: ${missing.join(', ')}`);
    this.name = 'HeaderUnclear';
    this.missing = missing;
    this.header = header;
  }
}

type Rule = Mapping['rules'][string];

interface Definitions {
  readonly pipeline: Pipeline;
  readonly reasons: readonly Reason[];
}

/** The day the import is told to take for today. */
const AS_OF = 'as-of';
/** Code of the reason for what gives none; every kind has it until a team takes it away. */
const OTHER = 'other';

/**
 * A mapping made from the names of a table's columns. A lead without a stage starts in the first one, one without a
 * date on the day taken for today; an ended one ends with the reason its row gives, else with the one for all others.
 * `owner` is for a table without an owner column. Throws {@link HeaderUnclear}.
 */
export function guessMapping(
  header: readonly string[],
  names: HeaderNames,
  definitions: Definitions,
  owner: string | undefined,
): Mapping {
  const known = new Map(recogniseColumns(header, names).map((found) => [found.field, found]));
  const column = (field: HeaderField, otherwise?: string): string | undefined => {
    const found = known.get(field);
    return found && `{${found.column}${otherwise === undefined ? '' : `|${otherwise}`}}`;
  };
  const nameTemplate = column('name');
  const ownerTemplate = owner ?? column('owner');
  if (nameTemplate === undefined || ownerTemplate === undefined) {
    const missing = [
      nameTemplate === undefined && ('name' as const),
      ownerTemplate === undefined && ('owner' as const),
    ].filter((field) => field !== false);
    throw new HeaderUnclear(missing, header);
  }
  const given = (field: 'source' | 'amount' | 'contact' | 'phone' | 'note' | 'nextOn' | 'nextText') => {
    const template = column(field);
    return template === undefined ? {} : { [field]: template };
  };
  const stage = column('stage', definitions.pipeline.entry.name);
  return {
    dates: names.dateFormats,
    amountUnits: { ...names.amountUnits, '': known.get('amount')?.unit ?? 1 },
    lead: {
      name: nameTemplate,
      owner: ownerTemplate,
      ...given('source'),
      ...given('amount'),
      ...given('contact'),
      ...given('phone'),
      ...given('note'),
      ...given('nextOn'),
      ...(known.has('nextOn') && given('nextText')),
    },
    ...(stage !== undefined && { stage }),
    rules: rulesFor(stage !== undefined, names, definitions, column),
  };
}

function rulesFor(
  hasStages: boolean,
  { closed }: HeaderNames,
  { pipeline, reasons }: Definitions,
  column: (field: HeaderField, otherwise?: string) => string | undefined,
): Mapping['rules'] {
  const createdOn = column('createdOn', AS_OF) ?? AS_OF;
  const closedOn = column('closedOn', AS_OF) ?? column('createdOn', AS_OF) ?? AS_OF;
  const entry = pipeline.entry.name;
  if (!hasStages) return { '*': { created: { stage: entry, on: createdOn } } };

  const open = (stage: string) => ({ created: { stage, on: createdOn } });
  // A lead that ended and does not say when it began, began then.
  const begun = { stage: entry, on: column('createdOn', AS_OF) ?? closedOn };
  const won: Rule = { created: begun, closed: { kind: 'won', on: closedOn } };
  const rules = new Map<string, Rule>();
  // The team's own names come first, and what they mean stands.
  const add = (words: readonly string[], rule: Rule) => {
    for (const word of words) if (!rules.has(word)) rules.set(word, rule);
  };
  const { stages } = pipeline;
  for (const { name, kind } of stages) add([name], kind === 'open' ? open(name) : won);
  for (const { id, name, aliases, kind } of stages) add([...aliases, id], kind === 'open' ? open(name) : won);
  add(closed.won, won);
  for (const kind of ['lost', 'invalid'] as const) {
    const own = reasons.filter((reason) => reason.kind === kind);
    const usual = own.find(({ code }) => code === OTHER) ?? own.at(-1);
    if (!usual) continue;
    const reason = column('reason', usual.name) ?? usual.name;
    add(closed[kind], { created: begun, closed: { kind, on: closedOn, reason } });
  }
  return Object.fromEntries(rules);
}
