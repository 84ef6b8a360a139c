import { Command, Option } from 'commander';
import { type ChartData, drawChart } from '../src/charts/charts.ts';
import { createRasteriser } from '../src/charts/rasteriser.ts';
import { readWhole } from './support/options.ts';
import { rounded, spreadOf } from './support/statistics.ts';

interface Options {
  readonly rounds: number;
  readonly json?: true;
}

/** A weekly funnel from its data to the bytes of its PNG. */
export function pictureCommand(): Command {
  return new Command('picture')
    .description('the weekly funnel as PNG: the first one, with its thread, and the following ones')
    .addOption(new Option('--rounds <n>', 'measured rounds, each with a new thread').default(5).argParser(readWhole))
    .option('--json', 'one JSON object a line')
    .action(async (options: Options) => {
      const result = await measurePicture(options.rounds);
      const { coldMs, warmMs, bytes, spread } = result;
      const readable = `first ${coldMs} ms (${spread.coldMs.join('-')}), then ${warmMs} ms (${spread.warmMs.join('-')}), ${bytes} bytes`;
      process.stdout.write(`${options.json ? JSON.stringify(result) : readable}\n`);
    });
}

async function measurePicture(rounds: number) {
  const [cold, warm]: [number[], number[]] = [[], []];
  let bytes = 0;
  const draw = async (png: (svg: string) => Promise<Uint8Array>) => {
    const startedAt = performance.now();
    const picture = await png(drawChart('weekly-funnel', WEEK));
    bytes = picture.length;
    return performance.now() - startedAt;
  };
  for (let round = 0; round < rounds; round++) {
    const rasteriser = createRasteriser();
    cold.push(await draw(rasteriser.png));
    for (let again = 0; again < 10; again++) warm.push(await draw(rasteriser.png));
    await rasteriser.close();
  }
  const [first, later] = [spreadOf(cold), spreadOf(warm)];
  return {
    bench: 'picture' as const,
    coldMs: rounded(first.median, 1),
    warmMs: rounded(later.median, 1),
    bytes,
    rounds,
    spread: {
      coldMs: [rounded(first.min, 1), rounded(first.max, 1)],
      warmMs: [rounded(later.min, 1), rounded(later.max, 1)],
    },
  };
}

const stage = (name: string, count: number, amountFen: number, k: number, n: number) => ({
  name,
  count,
  amountFen,
  stale: Math.floor(count / 4),
  onward: { k, n, change: 'flat' as const },
});

const WEEK: ChartData<'weekly-funnel'> = {
  heading: { scope: null, period: '11月16日–11月22日', asOf: '11月22日 17:35' },
  rateWindow: '近91天',
  dropsMost: 1,
  stages: [
    stage('线索', 36, 128_000_000, 41, 96),
    stage('意向', 24, 96_500_000, 9, 44),
    stage('商机', 11, 210_000_000, 9, 17),
    stage('报价', 6, 88_000_000, 3, 7),
  ],
  period: { created: 12, won: 3, wonFen: 24_000_000, lost: 5, invalid: 2 },
};
