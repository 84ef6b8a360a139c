import { SendFailure } from '../chat/reply-types.ts';
import { WeComApiError } from '../wecom/api-error.ts';

/**
 * What went wrong while preparing or sending, as the sender loop understands it. A wrong configuration waits: once the
 * administrator has mended it the same bytes may go. What is no answer of the platform is thrown on as it is.
 */
export function asSendFailure(error: unknown): unknown {
  if (error instanceof RangeError) return new SendFailure('give_up', 'too_long', error);
  if (!(error instanceof WeComApiError)) return error;
  const code = error.errcode === null ? 'no_answer' : String(error.errcode);
  switch (error.action) {
    case 'retry':
    case 'refresh_token':
      return new SendFailure('retry', code, error);
    case 'wait':
    case 'config':
      return new SendFailure(error.action, code, error);
    case 'fail':
      return new SendFailure('give_up', code, error);
  }
}

/** Runs one call to the platform and says in our own terms what went wrong. */
export async function orSendFailure<T>(call: () => Promise<T> | T): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw asSendFailure(error);
  }
}
