import { randomBytes } from 'node:crypto';

/** An id for a group that the app is to make: of the characters the platform takes, and nobody else's. */
export function newAppChatId(): string {
  return randomBytes(16).toString('hex');
}
