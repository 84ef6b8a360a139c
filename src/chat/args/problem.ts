import type { Member } from '../../domain/access.ts';
import type { LeadMatch } from '../../usecases/ports.ts';

/** Why an argument could not be read. The sentence is chosen in `texts/problems.ts`. */
export type Problem =
  | {
      readonly code: 'missing';
      readonly label: string;
      /** Named key an answer is added with; absent when the line has to be typed again. */
      readonly key?: string;
      /** Answers to choose from; empty for free text. */
      readonly choices: readonly string[];
      /** True when an answer beside `choices` makes sense. */
      readonly takesOthers?: boolean;
    }
  | {
      readonly code: 'lead_ambiguous';
      readonly phrase: string;
      readonly span: Span;
      readonly matches: readonly LeadMatch[];
      /** True when there are others beside `matches`. */
      readonly more: boolean;
    }
  | {
      readonly code: 'lead_unsure';
      readonly phrase: string;
      readonly span: Span;
      readonly matches: readonly LeadMatch[];
    }
  | { readonly code: 'lead_not_found'; readonly phrase: string }
  | { readonly code: 'lead_no_number' | 'no_last_lead'; readonly typed: string }
  | {
      readonly code: 'stage_unsure';
      readonly typed: string;
      readonly span: Span;
      readonly nearest: string;
      readonly asNote?: string;
    }
  | { readonly code: 'stage_unknown' | 'stage_not_open'; readonly typed: string; readonly stages: readonly string[] }
  | {
      readonly code:
        | 'not_a_day'
        | 'not_a_period'
        | 'not_a_month'
        | 'not_wins'
        | 'not_a_change'
        | 'not_a_timing'
        | 'not_quiet_hours'
        | 'not_a_number'
        | 'not_money'
        | 'not_a_role'
        | 'not_a_userid'
        | 'not_a_limit'
        | 'not_a_share';
      readonly label: string;
      readonly typed: string;
    }
  | { readonly code: 'reason_unknown'; readonly typed: string; readonly reasons: readonly string[] }
  | {
      readonly code: 'member_unknown';
      readonly typed: string;
      readonly span: Span;
      /** The word that lets somebody with this account in; absent when it is no account or nobody may be let in. */
      readonly add?: string;
    }
  | {
      readonly code: 'member_ambiguous';
      readonly typed: string;
      readonly span: Span;
      readonly members: readonly Member[];
    }
  | { readonly code: 'extra'; readonly typed: string };

/** Where in the line the words stand that an answer would replace. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a resolver says: the value, or why there is none. */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export const read = <T>(value: T): Reading<T> => ({ ok: true, value });
export const unreadable = (problem: Problem): Reading<never> => ({ ok: false, problem });
