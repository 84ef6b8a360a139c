import { dayStart, type LocalDay, noonOf } from '../domain/period.ts';
import { MAX_NAME_LENGTH } from './deps.ts';
import { readAmountFen } from './import-amount.ts';
import { AS_OF, type Plan } from './import-plan.ts';
import type { Template } from './import-template.ts';

/** A line of a table; `row` counts from 1 and includes the header, as a spreadsheet shows it. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** Why a row cannot be imported; `column` is what it was read from. */
export type RowProblem = { readonly row: number; readonly column: string } & Complaint;

export type Complaint =
  | { readonly code: 'columns'; readonly got: number; readonly wanted: number }
  | { readonly code: 'missing' }
  | { readonly code: 'too_long'; readonly max: number }
  | { readonly code: 'stage_value_unknown'; readonly value: string; readonly known: readonly string[] }
  | { readonly code: 'not_a_date'; readonly value: string; readonly formats: readonly string[] }
  | { readonly code: 'date_in_future'; readonly on: LocalDay; readonly asOf: LocalDay }
  | { readonly code: 'closed_before_created'; readonly on: LocalDay; readonly createdOn: LocalDay }
  | { readonly code: 'not_an_amount' | 'owner_ambiguous' | 'reason_unknown'; readonly value: string };

/** The instant a row names; `exact` when the time of day is the table's own and not ours. */
export interface Moment {
  readonly on: LocalDay;
  readonly at: number;
  readonly exact: boolean;
}

export interface Today {
  readonly now: number;
  readonly timeZone: string;
  /** The day taken for today, with its instant: nothing a table says may lie after it. */
  readonly asOf: Moment;
}

/** The cells of one row as values. What cannot be read is complained about, all of it, and comes back undefined. */
export function createCells(plan: Plan, { row, cells }: TableRow, { now, timeZone, asOf }: Today) {
  const problems: RowProblem[] = [];

  /** `field` names what has no column to name, because the mapping gives it as fixed text. */
  const complain = (template: Template | undefined, field: string, complaint: Complaint): undefined => {
    problems.push({ row, column: template?.columns.join(', ') || field, ...complaint });
  };

  const within = (field: string, template: Template, value: string, max: number): string | undefined =>
    [...value].length > max ? complain(template, field, { code: 'too_long', max }) : value;

  const text = (field: string, template: Template | undefined, max = MAX_NAME_LENGTH): string | undefined => {
    const value = template?.fill(cells);
    return template && value ? within(field, template, value, max) : undefined;
  };

  const needed = (field: string, template: Template): string | undefined => {
    const value = template.fill(cells);
    return value === ''
      ? complain(template, field, { code: 'missing' })
      : within(field, template, value, MAX_NAME_LENGTH);
  };

  const amountFen = (field: string, template: Template | undefined): number | undefined => {
    const value = template?.fill(cells);
    if (!value) return undefined;
    return readAmountFen(value, plan.amountUnits) ?? complain(template, field, { code: 'not_an_amount', value });
  };

  /** Dates without a time are noon: the middle of the day they name, in every report. */
  const moment = (field: string, when: Template | 'as-of'): Moment | undefined => {
    if (when === AS_OF) return asOf;
    const value = when.fill(cells);
    if (value === AS_OF) return asOf;
    if (value === '') return complain(when, field, { code: 'missing' });
    const read = plan.readDate(value);
    if (!read) return complain(when, field, { code: 'not_a_date', value, formats: plan.dateFormats });
    const { on, timeMs } = read;
    const at = timeMs === null ? noonOf(on, now, timeZone) : dayStart(on, timeZone) + timeMs;
    if (on > asOf.on || at > now) return complain(when, field, { code: 'date_in_future', on, asOf: asOf.on });
    return { on, at, exact: timeMs !== null };
  };

  /** A day that may lie ahead, such as that of a next step. */
  const day = (field: string, template: Template | undefined): LocalDay | undefined => {
    const value = template?.fill(cells);
    if (!template || !value) return undefined;
    const read = plan.readDate(value);
    return read?.on ?? complain(template, field, { code: 'not_a_date', value, formats: plan.dateFormats });
  };

  return { problems: problems as readonly RowProblem[], complain, text, needed, amountFen, moment, day };
}

export type Cells = ReturnType<typeof createCells>;
