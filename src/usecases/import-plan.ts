import type { CloseKind } from '../domain/lead-event.ts';
import { foldName } from '../domain/name.ts';
import type { Pipeline, Reason, Stage } from '../domain/stage.ts';
import type { AmountUnits } from './import-amount.ts';
import { compileDateFormat, type DateReader } from './import-date.ts';
import { type Mapping, MappingError, type MappingProblem } from './import-mapping.ts';
import { compileTemplate, type Template } from './import-template.ts';

/** The rule for every value that has none of its own. */
const ANY = '*';
export const AS_OF = 'as-of';

export interface RulePlan {
  readonly stage: Stage;
  readonly createdOn: Template | 'as-of';
  readonly closed: ClosePlan | undefined;
}

export interface ClosePlan {
  readonly kind: CloseKind;
  readonly on: Template | 'as-of';
  readonly amount: Template | undefined;
  /** Absent for a win. */
  readonly reason: Template | undefined;
}

/** A mapping tied to one table's header and the team's definitions: what each row is read by. */
export interface Plan {
  readonly columns: number;
  readonly name: Template;
  readonly owner: Template;
  readonly source: Template | undefined;
  readonly amount: Template | undefined;
  readonly contact: Template | undefined;
  readonly phone: Template | undefined;
  readonly note: Template | undefined;
  readonly nextOn: Template | undefined;
  readonly nextText: Template | undefined;
  readonly amountUnits: AmountUnits | undefined;
  readonly stage: Template | undefined;
  readonly values: readonly string[];
  rule(value: string): RulePlan | undefined;
  readonly dateFormats: readonly string[];
  readonly readDate: DateReader;
  reason(kind: 'lost' | 'invalid', typed: string): Reason | undefined;
}

/** Ties a mapping to a table. Throws {@link MappingError} with everything that does not fit. */
export function planImport(
  mapping: Mapping,
  header: readonly string[],
  { pipeline, reasons }: { readonly pipeline: Pipeline; readonly reasons: readonly Reason[] },
): Plan {
  const problems: MappingProblem[] = [];
  const template = (path: string, text: string): Template => {
    const compiled = compileTemplate(text, header);
    if ('template' in compiled) return compiled.template;
    problems.push(...compiled.problems.map((problem) => ({ path, ...problem })));
    return { columns: [text], fill: () => '' };
  };
  const optional = (path: string, text: string | undefined) => (text === undefined ? undefined : template(path, text));
  const when = (path: string, text: string) => (text === AS_OF ? AS_OF : template(path, text));
  const reasonOf = (kind: CloseKind, typed: string) =>
    reasons.find((reason) => reason.kind === kind && (reason.name === typed || reason.code === typed));

  const ruleOf = (path: string, { created, closed }: Mapping['rules'][string]): RulePlan => {
    const found = pipeline.stages.find(
      ({ id, name, aliases }) => id === created.stage || name === created.stage || aliases.includes(created.stage),
    );
    if (found?.kind !== 'open') {
      const code = found ? 'stage_not_open' : 'stage_unknown';
      problems.push({ path: `${path}.created.stage`, code, typed: created.stage });
    }
    const reason = closed && 'reason' in closed ? template(`${path}.closed.reason`, closed.reason) : undefined;
    if (closed && reason?.columns.length === 0 && !reasonOf(closed.kind, reason.fill([]))) {
      problems.push({ path: `${path}.closed.reason`, code: 'reason_unknown', typed: reason.fill([]) });
    }
    return {
      stage: found ?? pipeline.entry,
      createdOn: when(`${path}.created.on`, created.on),
      closed: closed && {
        kind: closed.kind,
        on: when(`${path}.closed.on`, closed.on),
        amount: optional(`${path}.closed.amount`, closed.amount),
        reason,
      },
    };
  };

  const { lead } = mapping;
  const rules = new Map(Object.entries(mapping.rules).map(([value, rule]) => [value, ruleOf(`rules.${value}`, rule)]));
  const folded = new Map([...rules].map(([value, rule]) => [foldName(value), rule]));
  const values = [...rules.keys()].filter((value) => value !== ANY);
  if (mapping.stage === undefined && values.length > 0) problems.push({ path: 'rules', code: 'rules_need_stage' });
  const readers = mapping.dates.flatMap((format, at) => {
    const reader = compileDateFormat(format);
    if (!reader) problems.push({ path: `dates.${at}`, code: 'bad_date_format', text: format });
    return reader ?? [];
  });
  const plan: Plan = {
    columns: header.length,
    name: template('lead.name', lead.name),
    owner: template('lead.owner', lead.owner),
    source: optional('lead.source', lead.source),
    amount: optional('lead.amount', lead.amount),
    contact: optional('lead.contact', lead.contact),
    phone: optional('lead.phone', lead.phone),
    note: optional('lead.note', lead.note),
    nextOn: optional('lead.nextOn', lead.nextOn),
    nextText: optional('lead.nextText', lead.nextText),
    amountUnits: mapping.amountUnits,
    stage: optional('stage', mapping.stage),
    values,
    rule: (value) => rules.get(value) ?? rules.get(ANY) ?? folded.get(foldName(value)),
    dateFormats: mapping.dates,
    readDate: (text) => {
      for (const read of readers) {
        const found = read(text);
        if (found) return found;
      }
      return undefined;
    },
    reason: reasonOf,
  };
  if (problems.length > 0) throw new MappingError(problems);
  return plan;
}
