import { type Attachment, type Features, type NewGroup, type OutMessage, SendFailure } from './reply-types.ts';

/**
 * What an outbox row says to send: a message as it is, or a picture or file still to be made. Rows of before there were
 * kinds are plain texts.
 */
export type OutboxBody = SettledBody | FreshBody;

/** A body whose words are settled. */
export type SettledBody =
  | { readonly kind?: undefined; readonly text: string }
  | Exclude<OutMessage, { readonly kind: 'picture' | 'file' }>
  | Exclude<Attachment, { readonly kind: 'fresh' }>
  | ({ readonly kind: 'new_group' } & NewGroup);

/** Put into words when it goes out, by the job that decided on it. */
export interface FreshBody {
  readonly kind: 'fresh';
  readonly textLimitBytes: number;
  /** The way it goes, and what that can show; absent in rows of before it was kept: then words only. */
  readonly way?: Way;
  /** What the job needs for that; survives JSON. */
  readonly data: unknown;
}

/** To whom over which channel, for what has to be known of that to put something into words. */
export interface Way extends Pick<Features, 'card' | 'picture'> {
  readonly channel: string;
  readonly to: string;
}

/** A channel's side of something that is put into words when it goes out. */
export function freshBody(
  data: unknown,
  {
    channel,
    features: { card, picture },
    textLimitBytes,
  }: { readonly channel: string; readonly features: Features; readonly textLimitBytes: number },
  to: string,
): FreshBody {
  return { kind: 'fresh', textLimitBytes, way: { channel, to, card, picture }, data };
}

/** Makes what is sent after an answer, outside any unit of work. */
export interface Makers {
  /** PNG of a chart of `charts/`, by name. */
  picture(chart: string, data: unknown): Promise<Uint8Array>;
  file(maker: string, data: unknown): Promise<{ readonly name: string; readonly bytes: Uint8Array }>;
  /** Makes a group, unless it is there already. */
  group(group: NewGroup): Promise<void>;
  /** What is put into words now, the words first; nothing when there is nothing left to say. */
  fresh(body: FreshBody): Promise<readonly SettledBody[]>;
}

/** The message of a row's body. Pictures, files and groups are made here. */
export async function messageOf(body: SettledBody, makers: Makers): Promise<OutMessage> {
  switch (body.kind) {
    case undefined:
      return { kind: 'text', text: body.text };
    case 'picture':
      return { kind: 'picture', png: await makers.picture(body.chart, body.data), text: '' };
    case 'file':
      return { kind: 'file', ...(await makers.file(body.maker, body.data)), text: '' };
    case 'new_group':
      await makers.group(body);
      return { kind: 'text', text: body.text };
    default:
      return body;
  }
}

/** For a bot that attaches nothing. */
export const NO_MAKERS: Makers = {
  picture: async () => {
    throw new SendFailure('give_up', 'no_maker');
  },
  file: async () => {
    throw new SendFailure('give_up', 'no_maker');
  },
  group: async () => {
    throw new SendFailure('give_up', 'no_maker');
  },
  fresh: async () => {
    throw new SendFailure('give_up', 'no_maker');
  },
};
