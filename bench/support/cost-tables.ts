import { type CostBy, readCpuProfile } from './cpu-profile.ts';
import { rounded } from './statistics.ts';
import { textTable } from './text-table.ts';

const AREAS = 30;
const FUNCTIONS = 40;

/** Where the time of a saved profile went, by area and by function, in total and for each of the `answers`. */
export function costTables(file: string, answers: number): string {
  const { byFunction, byArea } = readCpuProfile(file);
  const table = (title: string, costs: readonly CostBy[], count: number) => {
    const total = costs.reduce((sum, { selfUs }) => sum + selfUs, 0);
    const rows = costs
      .slice(0, count)
      .map(({ what, selfUs }) => [what, rounded((selfUs / total) * 100, 1), rounded(selfUs / answers, 1)]);
    return textTable([[title, '%', 'µs/answer'], ...rows, ['all', 100, rounded(total / answers, 1)]]);
  };
  return [file, table('area', byArea, AREAS), table('function (self time)', byFunction, FUNCTIONS)].join('\n\n');
}
