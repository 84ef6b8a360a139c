import { z } from 'zod';
import { zhCN } from 'zod/locales';
import type { TemplateProblem } from './import-template.ts';

const template = z.string().trim().min(1);

/** A template that gives a date, or `as-of`: the day the import is told to take for today. */
const when = template;

const rule = z.strictObject({
  /** How the lead begins: a stage by name, alias or id, and when. */
  created: z.strictObject({ stage: template, on: when }),
  /** How it ended; absent while it is open. Reasons by name or code. */
  closed: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('won'), on: when, amount: template.optional() }),
      z.strictObject({ kind: z.enum(['lost', 'invalid']), on: when, amount: template.optional(), reason: template }),
    ])
    .optional(),
});

const mapping = z.strictObject({
  /** For whoever reads the file; means nothing. */
  about: z.string().optional(),
  /** Found out from the header when absent. */
  delimiter: z.enum([',', ';', '\t']).optional(),
  /** Tried in this order. */
  dates: z.array(z.string().trim().min(1)).min(1),
  lead: z.strictObject({
    name: template,
    owner: template,
    source: template.optional(),
    amount: template.optional(),
    contact: template.optional(),
    phone: template.optional(),
    note: template.optional(),
    /** Day of the planned next step, which may lie ahead, and what it is. */
    nextOn: template.optional(),
    nextText: template.optional(),
  }),
  /** How many yuan one of what stands behind an amount is; `''` for nothing. Plain yuan when absent. */
  amountUnits: z.record(z.string(), z.number().positive()).optional(),
  /** What tells the rules apart; absent when there is only the rule `*`. */
  stage: template.optional(),
  /** By value of `stage`; `*` is for every value that has none of its own. */
  rules: z.record(z.string().trim().min(1), rule).refine((rules) => Object.keys(rules).length > 0),
});

/** How the columns of a table become leads with histories; what the JSON file beside it says. */
export type Mapping = z.infer<typeof mapping>;

/** What is wrong with a mapping, and where in it: `rules.Won.closed.on`. */
export type MappingProblem = { readonly path: string } & (
  | { readonly code: 'not_json' }
  /** `detail` is the checker's own sentence. */
  | { readonly code: 'bad_shape'; readonly detail: string }
  | { readonly code: 'bad_date_format'; readonly text: string }
  | { readonly code: 'rules_need_stage' }
  | { readonly code: 'stage_unknown' | 'stage_not_open' | 'reason_unknown'; readonly typed: string }
  | TemplateProblem
);

/** Every problem of a mapping at once. */
export class MappingError extends Error {
  readonly problems: readonly MappingProblem[];

  constructor(problems: readonly MappingProblem[]) {
    super(`mapping: ${problems.map(({ path, code }) => `${path || '.'} ${code}`).join(', ')}`);
    this.name = 'MappingError';
    this.problems = problems;
  }
}

/** Reads a mapping from its JSON text, checking the shape; whether it fits a table is another question. */
export function readMapping(json: string): Mapping {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    throw new MappingError([{ path: '', code: 'not_json' }]);
  }
  const parsed = mapping.safeParse(value, { error: zhCN().localeError });
  if (parsed.success) return parsed.data;
  throw new MappingError(
    parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), code: 'bad_shape', detail: issue.message })),
  );
}
