/**
 * Rows that say the same but for their numbers become one with the numbers added up; those that come to nothing are
 * left out. The order is that of the first row of each kind.
 */
export function addUp<Row extends object>(rows: Iterable<Row>, numbers: readonly (keyof Row & string)[]): Row[] {
  const sums = new Map<string, Row>();
  for (const row of rows) {
    const fields = Object.entries(row);
    const kind = JSON.stringify(fields.filter(([name]) => !numbers.includes(name as keyof Row & string)).sort());
    const sum = sums.get(kind);
    if (!sum) sums.set(kind, { ...row });
    else for (const name of numbers) Object.assign(sum, { [name]: Number(sum[name]) + Number(row[name]) });
  }
  return [...sums.values()].filter((row) => numbers.some((name) => row[name] !== 0));
}
