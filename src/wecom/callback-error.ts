/** Why a callback was refused, and the HTTP status each reason deserves. Refused callbacks change nothing. */
const STATUS = {
  missing_parameter: 400,
  repeated_parameter: 400,
  stale: 403,
  bad_signature: 403,
  bad_base64: 400,
  bad_ciphertext: 400,
  bad_padding: 400,
  bad_length: 400,
  wrong_receiver: 403,
  bad_xml: 400,
  bad_json: 400,
  dtd_forbidden: 400,
  missing_field: 400,
  wrong_agent: 403,
  too_large: 413,
  incomplete_body: 400,
} as const;

export type CallbackErrorCode = keyof typeof STATUS;

/**
 * A callback we will not act on. `code` may be shown to the caller and logged; `detail` names a field or parameter,
 * never its value, so neither can carry a message or a secret.
 */
export class CallbackError extends Error {
  override readonly name = 'CallbackError';
  readonly code: CallbackErrorCode;
  readonly status: number;
  readonly detail: string | undefined;
  /** The code may leave the house, see koa's `err.expose`. */
  readonly expose = true;

  constructor(code: CallbackErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail === undefined ? code : `${code}: ${detail}`, options);
    this.code = code;
    this.status = STATUS[code];
    this.detail = detail;
  }
}
