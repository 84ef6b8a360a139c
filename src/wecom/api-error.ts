/** What the caller of a failed platform request should do next. */
export type ApiAction =
  /** Try again later, with backoff. */
  | 'retry'
  /** The token died early: refresh it and repeat once. */
  | 'refresh_token'
  /** This request will never succeed; report it. */
  | 'fail'
  /** Somebody must change a setting in the WeCom console or in ours; stop and alarm. */
  | 'config'
  /** A frequency limit: wait for its window to pass. */
  | 'wait';

/** errcode → action (WeCom doc 90313). Codes that are not listed are refusals of one request: `fail`. */
const ACTIONS = new Map<number, ApiAction>([
  [-1, 'retry'], // system busy
  [6000, 'retry'], // data version conflict
  [45033, 'retry'], // too many concurrent calls
  [40014, 'refresh_token'], // access_token invalid
  [42001, 'refresh_token'], // access_token expired
  [45009, 'wait'], // frequency limit, or the address is blocked after wrong secrets
  [40001, 'config'], // secret wrong, not of this corp, or app disabled
  [40013, 'config'], // CorpID invalid
  [40056, 'config'], // agentid invalid
  [41002, 'config'], // corpid missing
  [41004, 'config'], // secret missing
  [43012, 'config'], // app has no callback URL
  [48001, 'config'], // feature not authorised
  [48002, 'config'], // interface not allowed
  [48004, 'config'], // authorisation invalid
  [48006, 'config'], // rights withdrawn after long disuse
  [48009, 'config'], // contact sync from a new address
  [50001, 'config'], // domain not trusted
  [50003, 'config'], // app disabled
  [60011, 'config'], // no privilege on the member, department or agent
  [60020, 'config'], // our address is not among the trusted ones
  [85004, 'config'], // trusted domain changed too often
  [85005, 'config'], // domain ownership not verified
  [93000, 'config'], // webhook key invalid
  [93004, 'config'], // robot disabled
  [93008, 'config'], // robot not in the group
  [301002, 'config'], // token and agentid of different apps
  [301055, 'config'], // no approval rights
]);

/** What to do about an errcode the platform answered with. */
export function actionFor(errcode: number): ApiAction {
  return ACTIONS.get(errcode) ?? 'fail';
}

export interface ApiFailure {
  /** The platform's errcode; null when no answer of the platform was received. */
  readonly errcode: number | null;
  readonly action: ApiAction;
  readonly errmsg: string;
  /** True when the platform may have acted although we saw no success: a repeat must be the same bytes. */
  readonly ambiguous: boolean;
}

/** A request to the platform that did not succeed. `errmsg` is for logs only: never decide by it. */
export class WeComApiError extends Error implements ApiFailure {
  override readonly name = 'WeComApiError';
  readonly errcode: number | null;
  readonly action: ApiAction;
  readonly errmsg: string;
  readonly ambiguous: boolean;

  constructor(failure: ApiFailure, options?: ErrorOptions) {
    super(failure.errcode === null ? failure.errmsg : `errcode ${failure.errcode}: ${failure.errmsg}`, options);
    this.errcode = failure.errcode;
    this.action = failure.action;
    this.errmsg = failure.errmsg;
    this.ambiguous = failure.ambiguous;
  }
}

/** For an answer that says it succeeded and lacks what it should carry; `what` names the interface. */
export function unexpectedAnswer(what: string): WeComApiError {
  return new WeComApiError({ errcode: null, action: 'retry', errmsg: `${what}: unexpected answer`, ambiguous: false });
}
