import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { type CostBy, readCpuProfile } from '../support/cpu-profile.ts';
import { rounded } from '../support/statistics.ts';
import { textTable } from '../support/text-table.ts';
import { startAll } from './compare.ts';
import type { ContenderName, Round } from './contender.ts';

const AREAS = 30;
const FUNCTIONS = 40;

/** Runs one warm server under load with V8's profiler and tells where its time went, as text. */
export async function profile(
  name: ContenderName,
  options: { readonly leads: number; readonly seconds: number; readonly note: (text: string) => void },
): Promise<string> {
  const { leads, seconds, note } = options;
  const file = `${mkdtempSync(`${tmpdir()}/loudou-bench-profile-`)}/${name}.cpuprofile`;
  const { servers, close } = await startAll(leads, [name], note);
  let profiled: Round | undefined;
  try {
    for (const server of servers) {
      await server.warmUp(seconds);
      profiled = await server.profiledRound(seconds, file);
    }
  } finally {
    await close();
  }
  const { byFunction, byArea } = readCpuProfile(file);
  const answers = profiled?.answers ?? 0;
  const table = (title: string, costs: readonly CostBy[], count: number) => {
    const total = costs.reduce((sum, { selfUs }) => sum + selfUs, 0);
    const rows = costs
      .slice(0, count)
      .map(({ what, selfUs }) => [what, rounded((selfUs / total) * 100, 1), rounded(selfUs / answers, 1)]);
    return textTable([[title, '%', 'µs/answer'], ...rows, ['all', 100, rounded(total / answers, 1)]]);
  };
  return [
    file,
    `${name}, ${leads} leads: ${Math.round(profiled?.rps ?? 0)} requests/s while profiled`,
    table('area', byArea, AREAS),
    table('function (self time)', byFunction, FUNCTIONS),
  ].join('\n\n');
}
