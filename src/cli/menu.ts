import { readConfig } from '../config.ts';
import { doctor } from '../texts/doctor.ts';
import { appMenu, type MenuEntry, menuCommand } from '../texts/menu.ts';
import { createAppClient } from '../wecom/app-client.ts';
import { createMenu, type MenuButton } from '../wecom/app-console.ts';
import { platformProblem } from './doctor/platform-problem.ts';
import { CliExit, EXIT, type Io } from './io.ts';

interface Options {
  readonly dryRun?: true;
  readonly json?: true;
}

/** What `loudou menu` does; answers with the exit code. */
export async function makeMenu(io: Io, options: Options): Promise<number> {
  const { app, apiBase } = readConfig(io.env);
  const button = buttonsOf(appMenu);
  if (!options.dryRun) {
    if (!app) throw new CliExit(EXIT.wrongUse, menuCommand.noApp);
    const client = createAppClient({ ...app, apiBase, now: io.now });
    try {
      await createMenu(client, button);
    } catch (error) {
      throw new CliExit(EXIT.problem, doctor.line(platformProblem('menu', error)), { cause: error });
    } finally {
      await client.close();
    }
  }
  if (options.json) io.out(JSON.stringify({ created: !options.dryRun, button }));
  else io.out([menuCommand.shown(appMenu), ...(options.dryRun ? [] : [menuCommand.made])].join('\n'));
  return EXIT.ok;
}

/** The menu as the platform takes it: what a click sends back is the line itself. */
function buttonsOf(menu: readonly MenuEntry[]): readonly MenuButton[] {
  return menu.map((entry) =>
    'line' in entry
      ? { type: 'click', name: entry.name, key: entry.line }
      : { name: entry.name, sub_button: buttonsOf(entry.under) },
  );
}
