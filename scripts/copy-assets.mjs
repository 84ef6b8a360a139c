// tsc copies no plain files: the sandbox’s page goes beside its compiled server here, the fonts beside the charts.
import { cpSync, existsSync } from 'node:fs';

const page = new URL('../src/sandbox/page', import.meta.url);
if (existsSync(page)) cpSync(page, new URL('../dist/src/sandbox/page', import.meta.url), { recursive: true });

cpSync(new URL('../src/charts/fonts', import.meta.url), new URL('../dist/src/charts/fonts', import.meta.url), {
  recursive: true,
});
