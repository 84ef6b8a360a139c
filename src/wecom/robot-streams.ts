import { type RobotReply, stream, words } from './robot-reply.ts';
import { systemTimers, type Timers } from './timers.ts';

/** What a stream says while, or instead of, its answer. */
export interface StreamWords {
  /** Somebody is at it. */
  readonly thinking: string;
  /** The answer comes as a message of its own. */
  readonly later: string;
  /** We do not know this stream any more: we were started anew meanwhile. */
  readonly lost: string;
}

/** Streams the platform asks us about, by their ids, about once a second each until they are finished (WeCom doc 100719). */
export interface RobotStreams {
  /** The platform was told to ask again. */
  open(id: string): void;
  /** The answer is there. `unseen` is called when the platform does not come for it any more. */
  finish(id: string, last: NonNullable<RobotReply>, unseen: () => void): void;
  /** Remembers an answer that ended its stream at once, for the platform may ask all the same. */
  keep(id: string, last: NonNullable<RobotReply>): void;
  /** What to answer when the platform asks. */
  poll(id: string): NonNullable<RobotReply>;
}

/** The platform asks about once a second; whoever has not asked for this long has given up. */
const UNSEEN_MS = 20_000;
/** How much of finished streams is remembered, in characters of JSON: some minutes' worth, or the last few pictures. */
const KEPT_CHARACTERS = 8_000_000;

type Waiting =
  | { readonly kind: 'open' }
  | { readonly kind: 'finished'; readonly last: NonNullable<RobotReply>; readonly stopTimer: () => void };

/**
 * Streams of one robot. They live in memory: after a restart the platform is told that the stream is lost, so that it
 * stops asking; what was done for the message stays done.
 */
export function createRobotStreams(streamWords: StreamWords, timers: Timers = systemTimers): RobotStreams {
  const waiting = new Map<string, Waiting>();
  const kept = new Map<string, { readonly last: NonNullable<RobotReply>; readonly characters: number }>();
  let keptCharacters = 0;

  function forget(id: string): void {
    keptCharacters -= kept.get(id)?.characters ?? 0;
    kept.delete(id);
  }

  function keep(id: string, last: NonNullable<RobotReply>): void {
    forget(id);
    const characters = JSON.stringify(last).length;
    kept.set(id, { last, characters });
    keptCharacters += characters;
    // The oldest go first; the newest stays, however large.
    for (const old of kept.keys()) {
      if (keptCharacters <= KEPT_CHARACTERS || old === id) break;
      forget(old);
    }
  }

  return {
    keep,
    open(id) {
      // The answer may have been quicker than whoever tells the platform to wait for it.
      if (!waiting.has(id)) waiting.set(id, { kind: 'open' });
    },
    finish(id, last, unseen) {
      const stopTimer = timers.after(UNSEEN_MS, () => {
        waiting.delete(id);
        // Should it ask after all, it must not show what was sent another way meanwhile.
        keep(id, words(id, streamWords.later));
        unseen();
      });
      waiting.set(id, { kind: 'finished', last, stopTimer });
    },
    poll(id) {
      const one = waiting.get(id);
      if (one?.kind === 'open') return stream(id, { finish: false, content: streamWords.thinking });
      if (one) {
        one.stopTimer();
        waiting.delete(id);
        keep(id, one.last);
        return one.last;
      }
      return kept.get(id)?.last ?? words(id, streamWords.lost);
    },
  };
}
