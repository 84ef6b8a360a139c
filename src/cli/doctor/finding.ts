import type { CheckName, Words } from '../../texts/doctor.ts';

/** What one check found. Only a `problem` makes the doctor's exit code 1. */
export interface Finding {
  readonly check: CheckName;
  readonly status: 'ok' | 'problem' | 'advice' | 'skipped';
  readonly message: string;
  /** What to do, and where. */
  readonly fix?: string;
  /** The platform's errcode, where it gave one. */
  readonly errcode?: number;
}

export function finding(check: CheckName, status: Finding['status'], words: Words, errcode?: number | null): Finding {
  const { message, fix } = words;
  return { check, status, message, ...(fix !== undefined && { fix }), ...(errcode != null && { errcode }) };
}
