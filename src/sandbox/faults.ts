/** What can go wrong with a robot beyond what callbacks in general suffer. */
export interface RobotFaults {
  /** The next n commands on a long connection are carried out, but their acks are lost. */
  robotDropAcks: number;
  /** The acks of the next n commands come so late that the bot has stopped waiting. */
  robotLateAcks: number;
  /** The next n messages come once more with the same msgid but another req_id. */
  robotRepeatAsNew: number;
  /** The next n subscriptions are refused although their credentials are right. */
  robotRefuseSubscribes: number;
  /** The next n subscriptions get no answer at all. */
  robotIgnoreSubscribes: number;
  /** The k-th uploaded chunk from now on fails once; 0 for none. */
  robotFailChunk: number;
  /** The addresses of the next n files have expired before anybody looks. */
  robotExpiredMedia: number;
  /** The next n finished streams are asked for once more. */
  robotPollAfterFinish: number;
  /** Long connections stay up, but nothing is delivered on them. */
  robotMute: boolean;
}

/** Everything that can be made to go wrong. Counters say how many more times; switches stay until set back. */
export interface FaultState extends RobotFaults {
  /** The platform sees each answer of the bot this many real milliseconds late; past the timeout it counts as none. */
  slowAnswerMs: number;
  /** The next n answers of the bot count as too late: thrown away, the callback is delivered again. */
  lateAnswers: number;
  /** The next n callbacks are delivered once more although the first answer was taken. */
  redeliver: number;
  /** The next n callbacks are never delivered. */
  dropCallbacks: number;
  /** The next n API calls lose their connection before anything is done. */
  dropBefore: number;
  /** The next n API calls are carried out, then lose their connection without an answer. */
  dropAfter: number;
  /** The next n API calls get errcode -1. */
  busy: number;
  /** The next n API calls get errcode 45009. */
  rateLimited: number;
  /** Every API call with an access token gets errcode 60020, as if the bot's address were not trusted. */
  untrustedIp: boolean;
}

const noFaults: FaultState = {
  slowAnswerMs: 0,
  lateAnswers: 0,
  redeliver: 0,
  dropCallbacks: 0,
  dropBefore: 0,
  dropAfter: 0,
  busy: 0,
  rateLimited: 0,
  untrustedIp: false,
  robotDropAcks: 0,
  robotLateAcks: 0,
  robotRepeatAsNew: 0,
  robotRefuseSubscribes: 0,
  robotIgnoreSubscribes: 0,
  robotFailChunk: 0,
  robotExpiredMedia: 0,
  robotPollAfterFinish: 0,
  robotMute: false,
};

type Counter =
  | 'lateAnswers'
  | 'redeliver'
  | 'dropCallbacks'
  | 'dropBefore'
  | 'dropAfter'
  | 'busy'
  | 'rateLimited'
  | Exclude<keyof RobotFaults, 'robotMute'>;

export interface Faults {
  readonly state: Readonly<FaultState>;
  set(change: Partial<FaultState>): void;
  /** Uses up one of a counter and tells whether there was one. */
  take(counter: Counter): boolean;
  onChange(listener: () => void): () => void;
}

/** The sandbox's switches for things going wrong, all off. */
export function createFaults(): Faults {
  let state: FaultState = { ...noFaults };
  const listeners = new Set<() => void>();
  const set = (change: Partial<FaultState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  return {
    get state() {
      return state;
    },
    set,
    take(counter) {
      if (state[counter] <= 0) return false;
      set({ [counter]: state[counter] - 1 });
      return true;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
