/**
 * Text with columns of a table in it: `{column}`, or `{column|text}` with the text that stands in when the cell is
 * empty.
 */
export interface Template {
  /** The columns it reads, as the header spells them. */
  readonly columns: readonly string[];
  /** The text for one row: no line breaks, no doubled or outer spaces. */
  fill(cells: readonly string[]): string;
}

export type TemplateProblem =
  | { readonly code: 'bad_template'; readonly text: string }
  | { readonly code: 'column_unknown' | 'column_twice'; readonly column: string };

const PLACEHOLDER = /\{([^{}|]+)(?:\|([^{}|]*))?\}/g;

/** Finds the columns of `text` in `header` once, so that filling in a row is only looking up cells. */
export function compileTemplate(
  text: string,
  header: readonly string[],
): { readonly template: Template } | { readonly problems: readonly TemplateProblem[] } {
  if (/[{}]/.test(text.replace(PLACEHOLDER, ''))) return { problems: [{ code: 'bad_template', text }] };
  const problems: TemplateProblem[] = [];
  const parts: (string | { readonly at: number; readonly otherwise: string })[] = [];
  const columns: string[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    const column = (match[1] ?? '').trim();
    const at = header.indexOf(column);
    if (at === -1) problems.push({ code: 'column_unknown', column });
    else if (header.includes(column, at + 1)) problems.push({ code: 'column_twice', column });
    parts.push(text.slice(end, match.index), { at, otherwise: match[2] ?? '' });
    columns.push(column);
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  if (problems.length > 0) return { problems };
  const fill = (cells: readonly string[]) =>
    tidy(parts.map((part) => (typeof part === 'string' ? part : cells[part.at]?.trim() || part.otherwise)).join(''));
  return { template: { columns, fill } };
}

/** One line without control characters, which no name has and PostgreSQL refuses in part. */
function tidy(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
