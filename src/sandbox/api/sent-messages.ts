import { BoundedMap } from '../bounded-map.ts';

/** One message/send, remembered so that it can be recalled. */
interface SentMessage {
  agentId: number;
  at: number;
  bubbles: string[];
}

/** Messages by their msgid. */
export type SentMessages = Map<string, SentMessage>;

export const createSentMessages = (): SentMessages => new BoundedMap(20_000);
