import { type Config, ConfigError, readConfig } from '../config.ts';
import { doctor } from '../texts/doctor.ts';
import { createAppApi } from '../wecom/app-api.ts';
import { createCallbackCrypto } from '../wecom/callback-crypto.ts';
import { checkApp } from './doctor/app.ts';
import { checkCallbackUrl } from './doctor/callback-url.ts';
import { checkClock } from './doctor/clock.ts';
import { checkDatabase } from './doctor/database.ts';
import { type Finding, finding } from './doctor/finding.ts';
import { checkRobotSocket } from './doctor/robot-socket.ts';
import { checkWebhooks } from './doctor/webhooks.ts';
import { CliExit, EXIT, type Io } from './io.ts';

interface Options {
  readonly url?: string;
  readonly takeOver?: true;
  readonly json?: true;
}

/** What `loudou doctor` does: every check in turn, told as it is found; answers with the exit code. */
export async function runDoctor(io: Io, options: Options): Promise<number> {
  const publicUrl = readPublicUrl(options.url);
  const findings: Finding[] = [];
  for await (const found of examine(io, publicUrl, options.takeOver ? 'take_over' : 'leave_alone')) {
    findings.push(found);
    if (!options.json) io.out(doctor.line(found));
  }
  const problems = findings.filter(({ status }) => status === 'problem').length;
  io.out(options.json ? JSON.stringify({ ok: problems === 0, findings }) : doctor.summary(problems));
  return problems === 0 ? EXIT.ok : EXIT.problem;
}

async function* examine(
  io: Io,
  publicUrl: string | undefined,
  socket: 'take_over' | 'leave_alone',
): AsyncGenerator<Finding> {
  let config: Config;
  try {
    config = readConfig(io.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) yield finding('config', 'problem', doctor.config.wrong(problem));
    return;
  }
  const { app, robot, robotSocket, webhooks, apiBase } = config;
  const canListen = app !== undefined || robot !== undefined || robotSocket !== undefined;
  yield canListen
    ? finding('config', 'ok', doctor.config.right)
    : finding('config', 'problem', doctor.config.noChannel);
  yield* await checkDatabase(config);
  if (!canListen && webhooks.size === 0) return;
  yield await checkClock({ apiBase, maxSkewS: config.callbackMaxSkewS, now: io.now });
  if (app) {
    const api = createAppApi({ ...app, apiBase, now: io.now });
    try {
      yield* checkApp(api, config.adminUsers);
    } finally {
      await api.close();
    }
  }
  yield* checkDoors(config, publicUrl, io.now);
  const line = await checkRobotSocket(config, socket);
  if (line) yield line;
  yield* checkWebhooks(webhooks, apiBase);
}

/** The addresses the platform calls: that of the app, and of the robot in webhook mode. */
async function* checkDoors(
  { app, robot }: Config,
  publicUrl: string | undefined,
  now: () => number,
): AsyncGenerator<Finding> {
  const doors = [
    ...(app
      ? [{ check: 'callback', path: '/wecom/callback', secrets: { ...app, receiveId: app.corpId } } as const]
      : []),
    ...(robot ? [{ check: 'robot', path: '/wecom/robot', secrets: { ...robot, receiveId: '' } } as const] : []),
  ];
  for (const { check, path, secrets } of doors) {
    yield publicUrl === undefined
      ? finding(check, 'skipped', doctor.callback.noUrl(path))
      : await checkCallbackUrl({ check, url: `${publicUrl}${path}`, crypto: createCallbackCrypto(secrets), now });
  }
}

/** The public address as given, without a slash at its end or one of our own paths. */
function readPublicUrl(typed: string | undefined): string | undefined {
  if (typed === undefined) return undefined;
  if (!/^https?:\/\/[^/?#\s]+[^?#\s]*$/.test(typed) || !URL.canParse(typed)) {
    throw new CliExit(EXIT.wrongUse, doctor.badUrl);
  }
  return typed.replace(/\/wecom\/(callback|robot)\/?$/, '').replace(/\/+$/, '');
}
