/** Why a command of the long connection did not succeed. */
export type RobotSocketCode =
  /** There is no subscribed connection; nothing was written. */
  | 'not_connected'
  /** The platform answered with an errcode and did nothing. */
  | 'refused'
  /** The connection still answers but never acknowledged this: carried out, as far as anybody can know. */
  | 'ack_lost'
  /** The connection died before the acknowledgement: most likely lost, but perhaps carried out. */
  | 'line_lost'
  /** The conversation has had all its messages for a while; nothing was written. */
  | 'rate'
  /** Over a limit of the platform that we check ourselves; nothing was written and nothing ever will. */
  | 'too_large'
  /** An earlier acknowledgement of this req_id is still missing and could be mistaken; nothing was written. */
  | 'spent';

/** A command that did not succeed, whatever form the SDK gave it: frames, timeouts and closed sockets alike. */
export class RobotSocketError extends Error {
  override readonly name = 'RobotSocketError';
  readonly code: RobotSocketCode;
  /** The platform's errcode (WeCom doc 101463); null when it answered nothing. */
  readonly errcode: number | null;

  constructor(code: RobotSocketCode, errcode: number | null = null) {
    super(errcode === null ? code : `${code}: errcode ${errcode}`);
    this.code = code;
    this.errcode = errcode;
  }

  /** True when the platform may have shown the message although we saw no success. */
  get ambiguous(): boolean {
    return this.code === 'ack_lost' || this.code === 'line_lost';
  }
}
