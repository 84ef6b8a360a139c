import type { CardDesk } from './card-desk.ts';
import type { SandboxClock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { SandboxLog } from './log.ts';
import type { Random } from './random.ts';
import type { Robot } from './robot/robot.ts';
import type { Settings } from './settings.ts';
import type { Tokens } from './tokens.ts';
import type { World } from './world/world.ts';

/** What every part of the simulated platform works on. One per sandbox; built in `server.ts`. */
export interface Platform {
  world: World;
  /** 智能机器人 by their id. */
  robots: ReadonlyMap<string, Robot>;
  clock: SandboxClock;
  settings: Settings;
  faults: Faults;
  log: SandboxLog;
  random: Random;
  tokens: Tokens;
  cards: CardDesk;
  /** The next MsgId: decimal digits of a 64-bit number beyond 2^53, never the same twice (WeCom doc 90239). */
  nextMsgId(): string;
  /** Where the platform is reached, e.g. `http://127.0.0.1:4010`. */
  baseUrl(): string;
}
