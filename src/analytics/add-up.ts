/**
 * Rows that say the same but for their numbers become one with the numbers added up; those that come to nothing are
 * left out. All rows have the same fields. The order is that of the first row of each kind.
 */
export function addUp<Row extends object>(rows: Iterable<Row>, numbers: readonly (keyof Row & string)[]): Row[] {
  const sums = new Map<string, Row>();
  let labels: readonly (keyof Row)[] | undefined;
  for (const row of rows) {
    labels ??= (Object.keys(row) as (keyof Row & string)[]).filter((name) => !numbers.includes(name));
    const kind = JSON.stringify(labels.map((name) => row[name]));
    const sum = sums.get(kind);
    if (!sum) sums.set(kind, { ...row });
    else for (const name of numbers) Object.assign(sum, { [name]: Number(sum[name]) + Number(row[name]) });
  }
  return [...sums.values()].filter((row) => numbers.some((name) => row[name] !== 0));
}
