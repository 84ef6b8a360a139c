import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config.ts';
import { backup } from '../texts/backup.ts';
import { cli } from '../texts/cli.ts';
import { doctor } from '../texts/doctor.ts';
import { eventLog } from '../texts/event-log.ts';
import { exporting } from '../texts/export.ts';
import { importing } from '../texts/import.ts';
import { menuCommand } from '../texts/menu.ts';
import { reporting } from '../texts/report-cli.ts';
import { CliExit, EXIT, type Io } from './io.ts';

/** What a table may be said to be; which of them it is, its bytes tell. */
const TABLES: readonly string[] = ['csv', 'xlsx'];

/** Port of the demo's page unless another is asked for. */
const DEMO_PORT = 8090;

/**
 * Runs one command line and answers with its exit code. Each subcommand is loaded when it is called: an import needs
 * no chat, help needs nothing at all.
 */
export async function runCli(args: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.ok;
  const program = createProgram(io, (exit) => {
    code = exit;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      const command = program.commands.find((subcommand) => subcommand.name() === args[0]);
      return ofCommander(error, command?.name(), io);
    }
    if (error instanceof CliExit) {
      io.err(error.message);
      return error.code;
    }
    if (error instanceof ConfigError) {
      io.err(error.message);
      return EXIT.wrongUse;
    }
    io.err(cli.failed(error instanceof Error ? (error.stack ?? error.message) : String(error)));
    return EXIT.problem;
  }
}

function createProgram(io: Io, exit: (code: number) => void): Command {
  const program = inOurWords(new Command('loudou'), io)
    .description(cli.about)
    .usage(cli.usageWithCommand)
    .helpCommand(false)
    .addHelpText('after', cli.moreHelp);
  const subcommand = (name: string, summary: string) => {
    const command = inOurWords(new Command(name), io).description(summary);
    program.addCommand(command);
    return command;
  };

  subcommand('start', cli.start.summary)
    .usage('')
    .action(async () => {
      const { runUntilSignal } = await import('./start.ts');
      await runUntilSignal(io.env);
    });
  subcommand('demo', cli.demo.summary)
    .usage(cli.usage)
    .option('--port <port>', cli.demo.port(DEMO_PORT), readPort)
    .action(async ({ port = DEMO_PORT }: { port?: number }) => {
      const { runDemo } = await import('./demo.ts');
      await runDemo(port, io.env.NODE_ENV);
    });
  subcommand('import', importing.summary)
    .usage(importing.usage)
    .argument('<file>', importing.file)
    .option('--mapping <file>', importing.mapping)
    .option('--owner <member>', importing.owner)
    .option('--format <format>', eventLog.importFormat)
    .option('--as-of <day>', importing.asOf)
    .option('--dry-run', importing.dryRun)
    .option('--skip-bad-rows', importing.skipBadRows)
    .option('--duplicates <what>', importing.duplicates)
    .option('--again', importing.again)
    .option('--database <url>', importing.database)
    .option('--json', cli.json)
    .addHelpText('after', importing.more)
    .action(async (file: string, options) => {
      if (options.format === 'events') {
        const { importEventFile } = await import('./import-events.ts');
        exit(await importEventFile(io, file, options));
        return;
      }
      if (options.format !== undefined && !TABLES.includes(options.format))
        throw new CliExit(EXIT.wrongUse, eventLog.badFormat(options.format, [...TABLES, 'events']));
      const { importFile } = await import('./import.ts');
      exit(await importFile(io, file, options));
    });
  subcommand('export', exporting.summary)
    .usage(exporting.usage)
    .argument('[file]', exporting.file)
    .requiredOption('--format <format>', exporting.format)
    .option('--what <what>', exporting.what)
    .option('--period <period>', exporting.period)
    .option('--database <url>', exporting.database)
    .action(async (file: string | undefined, options) => {
      const { exportFile } = await import('./export.ts');
      exit(await exportFile(io, file, options));
    });
  subcommand('backup', backup.summary)
    .usage(backup.usage)
    .option('--to <folder>', backup.to)
    .option('--keep <count>', backup.keep)
    .option('--database <url>', backup.database)
    .action(async (options) => {
      const { makeBackup } = await import('./backup.ts');
      exit(await makeBackup(io, options));
    });
  subcommand('report', reporting.summary)
    .usage(reporting.usage)
    .requiredOption('--period <period>', reporting.period)
    .option('--as-of <instant>', reporting.asOf)
    .option('--owner <member>', reporting.owner)
    .option('--source <source>', reporting.source)
    .option('--database <url>', exporting.database)
    .option('--json', cli.json)
    .action(async (options) => {
      const { printReport } = await import('./report.ts');
      exit(await printReport(io, options));
    });
  subcommand('doctor', doctor.help.summary)
    .usage(cli.usage)
    .option('--url <url>', doctor.help.url)
    .option('--take-over', doctor.help.takeOver)
    .option('--json', cli.json)
    .addHelpText('after', doctor.help.more)
    .action(async (options) => {
      const { runDoctor } = await import('./doctor.ts');
      exit(await runDoctor(io, options));
    });
  subcommand('menu', menuCommand.summary)
    .usage(cli.usage)
    .option('--dry-run', menuCommand.dryRun)
    .option('--json', cli.json)
    .addHelpText('after', menuCommand.more)
    .action(async (options) => {
      const { makeMenu } = await import('./menu.ts');
      exit(await makeMenu(io, options));
    });
  return program;
}

/** Commander's own words in ours; errors are thrown, and worded by whoever catches them. */
function inOurWords(command: Command, io: Io): Command {
  const headings: Readonly<Record<string, string>> = cli.headings;
  return command
    .helpOption('-h, --help', cli.help)
    .configureHelp({
      styleTitle: (title) => headings[title] ?? title,
      subcommandTerm: (subcommand) => subcommand.name(),
    })
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
      outputError: () => {},
    })
    .exitOverride();
}

function ofCommander(error: CommanderError, command: string | undefined, io: Io): number {
  if (error.code === 'commander.helpDisplayed') return EXIT.ok;
  // Called without a command: the help was shown already.
  if (error.code === 'commander.help') return EXIT.wrongUse;
  const [, what = error.message] = /'([^']*)'/.exec(error.message) ?? [];
  io.err(cli.wrongUse(error.code, what, command));
  return EXIT.wrongUse;
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^[0-9]{1,5}$/.test(text) || port > 65_535) throw new CliExit(EXIT.wrongUse, cli.demo.badPort);
  return port;
}
