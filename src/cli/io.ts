/** What a command line has around it: the program's own, or a test's. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** UTC ms. */
  now(): number;
  out(text: string): void;
  err(text: string): void;
}

/** `loudou`'s exit codes. */
export const EXIT = { ok: 0, problem: 1, wrongUse: 2 } as const;

/** Ends a subcommand with a sentence on the error stream and an exit code. */
export class CliExit extends Error {
  readonly code: number;

  constructor(code: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CliExit';
    this.code = code;
  }
}
