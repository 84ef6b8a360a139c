import type { HeaderField } from './header-names.ts';
import type { Mapping } from './import-mapping.ts';
import { AS_OF } from './import-plan.ts';
import { compileTemplate } from './import-template.ts';

/** What a mapping makes of a table's columns, for people to check. */
export interface MappingColumns {
  /** What each field is taken from: column names or fixed text, as the mapping writes them. */
  readonly taken: readonly { readonly field: HeaderField; readonly templates: readonly string[] }[];
  /** Columns nothing is taken from. */
  readonly unused: readonly string[];
}

/** Lists which field comes from where, and which columns are left alone. */
export function mappingColumns({ lead, stage, rules }: Mapping, header: readonly string[]): MappingColumns {
  const { name, owner, source, amount, contact, phone, note, nextOn, nextText } = lead;
  const all = Object.values(rules);
  const closings = all.flatMap(({ closed }) => closed ?? []);
  const fields: Readonly<Record<HeaderField, readonly (string | undefined)[]>> = {
    name: [name],
    owner: [owner],
    stage: [stage],
    amount: [amount, ...closings.map((closing) => closing.amount)],
    source: [source],
    contact: [contact],
    phone: [phone],
    note: [note],
    createdOn: all.map(({ created }) => created.on),
    nextOn: [nextOn],
    nextText: [nextText],
    closedOn: closings.map(({ on }) => on),
    reason: closings.map((closing) => ('reason' in closing ? closing.reason : undefined)),
  };
  const taken = (Object.entries(fields) as [HeaderField, (string | undefined)[]][])
    .map(([field, templates]) => ({
      field,
      templates: [...new Set(templates)].filter((text) => text !== undefined && text !== AS_OF) as string[],
    }))
    .filter(({ templates }) => templates.length > 0);
  const used = new Set(taken.flatMap(({ templates }) => templates.flatMap((text) => columnsOf(text, header))));
  return { taken, unused: header.filter((column) => column !== '' && !used.has(column)) };
}

function columnsOf(text: string, header: readonly string[]): readonly string[] {
  const compiled = compileTemplate(text, header);
  return 'template' in compiled ? compiled.template.columns : [];
}
