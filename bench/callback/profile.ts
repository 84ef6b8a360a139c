import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { costTables } from '../support/cost-tables.ts';
import { startAll } from './compare.ts';
import type { ContenderName, Round } from './contender.ts';

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
  const summary = `${name}, ${leads} leads: ${Math.round(profiled?.rps ?? 0)} requests/s while profiled`;
  return [summary, costTables(file, profiled?.answers ?? 0)].join('\n\n');
}
