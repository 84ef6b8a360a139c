import { z } from 'zod';
import type { LeadEvent, LeadFact } from '../domain/lead-event.ts';
import { instantOfIso, isoInstant } from '../domain/period.ts';

const text = z.string();
const key = z.union([z.string().min(1), z.number().int()]).transform(String);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const instant = z.string().transform((iso, context) => {
  const at = instantOfIso(iso);
  if (at === undefined) context.addIssue({ code: 'custom', message: 'not an instant with an offset' });
  return at ?? 0;
});
const fen = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);

const common = {
  /** The file's own name for the lead. */
  lead: key,
  /** The file's own number of the event. */
  id: z.number().int(),
  at: instant,
  /** When it was written down; when it happened, if absent. */
  recordedAt: instant.optional(),
  actor: z.string().min(1),
  /** Number of the first event of the same change; the event's own if absent. */
  change: z.number().int().optional(),
};

const eventLine = z.discriminatedUnion('type', [
  z.object({
    ...common,
    type: z.literal('created'),
    to: text,
    name: text.trim().min(1),
    owner: z.string().min(1),
    source: text.optional(),
    amountFen: fen.optional(),
    contact: text.optional(),
    phone: text.optional(),
    note: text.optional(),
  }),
  z.object({
    ...common,
    type: z.literal('moved'),
    from: text,
    to: text,
    note: text.optional(),
    evidence: z.record(z.string(), z.string()).optional(),
  }),
  /** `change` is the move that was answered for. */
  z.object({
    ...common,
    type: z.literal('answered'),
    change: z.number().int(),
    evidence: z.record(z.string(), z.string()),
  }),
  z.object({
    ...common,
    type: z.literal('closed'),
    from: text,
    kind: z.enum(['won', 'lost', 'invalid']),
    reason: text.optional(),
    note: text.optional(),
    recallOn: day.optional(),
  }),
  z.object({ ...common, type: z.literal('reopened'), to: text, note: text.optional() }),
  z.object({ ...common, type: z.literal('owner_changed'), owner: z.string().min(1), note: text.optional() }),
  z.object({ ...common, type: z.literal('amount_changed'), amountFen: fen }),
  z.object({
    ...common,
    type: z.literal('edited'),
    name: text.trim().min(1).optional(),
    contact: text.optional(),
    phone: text.optional(),
    note: text.optional(),
  }),
  z.object({ ...common, type: z.literal('touched'), text: text.default('') }),
  z.object({ ...common, type: z.literal('next_step_set'), on: day, text: text.optional() }),
  z.object({ ...common, type: z.literal('snoozed'), until: day }),
  z.object({ ...common, type: z.literal('merged_into'), into: key }),
  z.object({ ...common, type: z.literal('voided'), target: z.number().int() }),
]);

/** One event as the event log has it: `lead`, `id`, `into` and `target` are the file's own. */
export type EventLine = z.output<typeof eventLine>;

/** Reads one line of the event log; the field that is wrong, or `json` when it is no JSON object at all. */
export function readEventLine(line: string): { readonly line: EventLine } | { readonly wrong: string } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { wrong: 'json' };
  }
  const parsed = eventLine.safeParse(json);
  if (parsed.success) return { line: parsed.data };
  const [issue] = parsed.error.issues;
  return { wrong: issue?.path.join('.') || (issue?.code === 'invalid_type' ? 'json' : 'type') };
}

/** What stands in the place of our own numbers and ids in the log. */
export interface Naming {
  readonly lead: (id: LeadEvent['lead']) => string;
  readonly member: (id: LeadEvent['actor']) => string;
}

/** An event as one line of the event log; instants with the offset of `timeZone`, absent fields left out. */
export function writeEventLine(event: LeadEvent, naming: Naming, timeZone: string): string {
  const { id, at, recordedAt, change, actor } = event;
  return JSON.stringify({
    lead: naming.lead(event.lead),
    type: event.fact.type,
    id,
    at: isoInstant(at, timeZone),
    ...(recordedAt !== at && { recordedAt: isoInstant(recordedAt, timeZone) }),
    ...(change !== id && { change }),
    actor: naming.member(actor),
    ...wire(event.fact, naming),
  });
}

/** The order of a line's fields, so that equal events make equal lines. */
const FIELDS = [
  ...(['name', 'from', 'to', 'kind', 'reason', 'note', 'source', 'owner', 'amountFen', 'contact', 'phone'] as const),
  ...(['text', 'on', 'until', 'recallOn', 'evidence', 'into', 'target'] as const),
];

function wire(fact: LeadFact, naming: Naming): object {
  const fields: Readonly<Record<string, unknown>> = {
    ...fact,
    ...('into' in fact && { into: naming.lead(fact.into) }),
    ...('owner' in fact && { owner: naming.member(fact.owner) }),
  };
  return Object.fromEntries(FIELDS.flatMap((field) => (fields[field] === undefined ? [] : [[field, fields[field]]])));
}
