import { readConfig } from '../config.ts';
import { doctor } from '../texts/doctor.ts';
import { appMenu, type MenuEntry, menuCommand } from '../texts/menu.ts';
import { createAppApi } from '../wecom/app-api.ts';
import type { Menu, MenuButton } from '../wecom/menu.ts';
import { platformProblem } from './doctor/platform-problem.ts';
import { CliExit, EXIT, type Io } from './io.ts';

interface Options {
  readonly dryRun?: true;
  readonly json?: true;
}

/** What `loudou menu` does; answers with the exit code. */
export async function makeMenu(io: Io, options: Options): Promise<number> {
  const { app, apiBase } = readConfig(io.env);
  const menu: Menu = { button: appMenu.map(buttonOf) };
  if (!options.dryRun) {
    if (!app) throw new CliExit(EXIT.wrongUse, menuCommand.noApp);
    const api = createAppApi({ ...app, apiBase, now: io.now });
    try {
      await api.createMenu(menu);
    } catch (error) {
      throw new CliExit(EXIT.problem, doctor.line(platformProblem('menu', error)), { cause: error });
    } finally {
      await api.close();
    }
  }
  if (options.json) io.out(JSON.stringify({ created: !options.dryRun, ...menu }));
  else io.out([menuCommand.shown(appMenu), ...(options.dryRun ? [] : [menuCommand.made])].join('\n'));
  return EXIT.ok;
}

/** A button as the platform takes it: what a click sends back is the line itself. */
function buttonOf(entry: MenuEntry): Menu['button'][number] {
  return 'line' in entry ? click(entry) : { name: entry.name, sub_button: entry.under.map(click) };
}

function click({ name, line }: { readonly name: string; readonly line: string }): MenuButton {
  return { type: 'click', name, key: line };
}
