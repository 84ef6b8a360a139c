import { memberId, type StageId } from '../domain/ids.ts';
import type { CloseKind, LeadFact } from '../domain/lead-event.ts';
import type { Reason, Stage } from '../domain/stage.ts';
import { MAX_TEXT_LENGTH } from './deps.ts';
import { type Cells, createCells, type Moment, type RowProblem, type TableRow, type Today } from './import-cells.ts';
import type { LeadHistory } from './import-leads.ts';
import type { FoundOwner } from './import-owners.ts';
import type { ClosePlan, Plan, RulePlan } from './import-plan.ts';

/** Who the events of an import are by. */
export const IMPORT_ACTOR = memberId('import');

type Owner = Exclude<FoundOwner, { kind: 'ambiguous' }>;

/** What a good row becomes, with what a report counts it by. */
export interface ImportedLead {
  readonly history: LeadHistory;
  readonly name: string;
  readonly phone?: string;
  readonly owner: Owner;
  readonly stageValue: string;
  /** The stage it is open in, or was closed in. */
  readonly stage: Stage;
  readonly state: 'open' | CloseKind;
  readonly amountFen: number | undefined;
}

export type RowReading = { readonly lead: ImportedLead } | { readonly problems: readonly RowProblem[] };

/** Makes the reader of one table's rows: the same row always gives the same lead, or the same problems. */
export function createRowReader(
  plan: Plan,
  today: Today,
  findOwner: (text: string) => FoundOwner,
): (row: TableRow) => RowReading {
  return (row) => {
    const { length } = row.cells;
    if (length !== plan.columns) {
      return { problems: [{ row: row.row, column: '', code: 'columns', got: length, wanted: plan.columns }] };
    }
    const cells = createCells(plan, row, today);
    const owner = readOwner(cells, plan, findOwner);
    const card = readCard(cells, plan);
    const { value, rule } = readRule(cells, plan);
    const createdAt = rule && cells.moment('created.on', rule.createdOn);
    const next = readNext(cells, plan, today);
    const closed = rule?.closed && readClosing(cells, plan, rule.closed, createdAt);
    if (cells.problems.length > 0 || !owner || !card || !rule || !createdAt) return { problems: cells.problems };

    const amountFen = closed?.amountFen ?? card.amountFen;
    const created: LeadFact = { type: 'created', to: rule.stage.id, owner: owner.member.id, ...card };
    const facts = [{ fact: created, at: createdAt.at }, ...(closed ? closingFacts(rule.stage.id, card, closed) : next)];
    return {
      lead: {
        history: { events: facts.map((fact) => ({ ...fact, actor: IMPORT_ACTOR })) },
        name: card.name,
        ...(card.phone !== undefined && { phone: card.phone }),
        owner,
        stageValue: value,
        stage: rule.stage,
        state: closed?.kind ?? 'open',
        amountFen,
      },
    };
  };
}

function readOwner(cells: Cells, plan: Plan, findOwner: (text: string) => FoundOwner): Owner | undefined {
  const value = cells.needed('owner', plan.owner);
  if (value === undefined) return undefined;
  const owner = findOwner(value);
  if (owner.kind !== 'ambiguous') return owner;
  return cells.complain(plan.owner, 'owner', { code: 'owner_ambiguous', value });
}

/** What the lead itself carries, without what is not filled in; undefined without a name. */
function readCard(cells: Cells, plan: Plan) {
  const name = cells.needed('name', plan.name);
  const optional = {
    source: cells.text('source', plan.source),
    contact: cells.text('contact', plan.contact),
    phone: cells.text('phone', plan.phone),
    note: cells.text('note', plan.note, MAX_TEXT_LENGTH),
    amountFen: cells.amountFen('amount', plan.amount),
  };
  const given: Pick<Extract<LeadFact, { type: 'created' }>, keyof typeof optional> = Object.fromEntries(
    Object.entries(optional).filter(([, value]) => value !== undefined),
  );
  return name === undefined ? undefined : { name, ...given };
}

function readRule(cells: Cells, plan: Plan): { readonly value: string; readonly rule: RulePlan | undefined } {
  const value = plan.stage === undefined ? '' : (cells.text('stage', plan.stage) ?? '');
  const rule = plan.rule(value);
  if (!rule && value === '') cells.complain(plan.stage, 'stage', { code: 'missing' });
  else if (!rule) cells.complain(plan.stage, 'stage', { code: 'stage_value_unknown', value, known: plan.values });
  return { value, rule };
}

/** The planned next step of an open lead: planned when it is imported, and due then when its day is not filled in. */
function readNext(cells: Cells, plan: Plan, { asOf }: Today) {
  const on = cells.day('nextOn', plan.nextOn);
  const text = cells.text('nextText', plan.nextText, MAX_TEXT_LENGTH);
  if (on === undefined && text === undefined) return [];
  const fact: LeadFact = { type: 'next_step_set', on: on ?? asOf.on, ...(text !== undefined && { text }) };
  return [{ fact, at: asOf.at }];
}

interface Closing {
  readonly kind: CloseKind;
  readonly at: number;
  readonly amountFen: number | undefined;
  readonly reason: Reason | undefined;
}

function readClosing(cells: Cells, plan: Plan, closed: ClosePlan, created: Moment | undefined): Closing | undefined {
  const moment = cells.moment('closed.on', closed.on);
  const amountFen = cells.amountFen('closed.amount', closed.amount);
  const reason = readReason(cells, plan, closed);
  if (!moment || !created) return undefined;
  if (moment.on < created.on || (moment.exact && created.exact && moment.at < created.at)) {
    const template = closed.on === 'as-of' ? undefined : closed.on;
    const complaint = { code: 'closed_before_created', on: moment.on, createdOn: created.on } as const;
    return cells.complain(template, 'closed.on', complaint);
  }
  // Within one day an hour may be ours, so the later one gives way: a lead is closed after it was created.
  return { kind: closed.kind, at: Math.max(moment.at, created.at), amountFen, reason };
}

function readReason(cells: Cells, plan: Plan, { kind, reason: template }: ClosePlan): Reason | undefined {
  if (kind === 'won' || !template) return undefined;
  const value = cells.needed('closed.reason', template);
  if (value === undefined) return undefined;
  return plan.reason(kind, value) ?? cells.complain(template, 'closed.reason', { code: 'reason_unknown', value });
}

/** The amount, where the end brought another one, and the end itself; in this order, at one instant. */
function closingFacts(from: StageId, card: { readonly amountFen?: number }, closing: Closing) {
  const { kind, at, amountFen, reason } = closing;
  const facts: { readonly fact: LeadFact; readonly at: number }[] = [];
  if (amountFen !== undefined && amountFen !== card.amountFen) {
    facts.push({ fact: { type: 'amount_changed', amountFen }, at });
  }
  facts.push({ fact: { type: 'closed', from, kind, ...(reason && { reason: reason.code }) }, at });
  return facts;
}
