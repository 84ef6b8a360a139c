/** Rows as a table for a terminal: the first row is the header, numbers stand on the right. */
export function textTable(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => String(cell)));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row, at) =>
      row
        .map((cell, column) => {
          const text = cells[at]?.[column] ?? '';
          const width = widths[column] ?? 0;
          return typeof cell === 'number' ? text.padStart(width) : text.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
