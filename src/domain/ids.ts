declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** Number of a lead, unique for ever, also what people type as `#12`. */
export type LeadId = Branded<number, 'LeadId'>;

/**
 * Who somebody is to us. For a WeCom member it is the lower-cased userid; a member known only by name (from an
 * import) has an id starting with `~`, which no userid can contain.
 */
export type MemberId = Branded<string, 'MemberId'>;

/** Stable id of a stage; never changes, never reused. */
export type StageId = Branded<string, 'StageId'>;

export const leadId = (id: number): LeadId => id as LeadId;
export const memberId = (id: string): MemberId => id as MemberId;
export const stageId = (id: string): StageId => id as StageId;
