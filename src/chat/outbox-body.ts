import { type Attachment, type NewGroup, type OutMessage, SendFailure } from './reply-types.ts';

/**
 * What an outbox row says to send: a message as it is, or a picture or file still to be made. Rows of before there were
 * kinds are plain texts.
 */
export type OutboxBody =
  | { readonly kind?: undefined; readonly text: string }
  | Exclude<OutMessage, { readonly kind: 'picture' | 'file' }>
  | Attachment
  | ({ readonly kind: 'new_group' } & NewGroup)
  | FreshBody;

/** Put into words when it goes out, by the job that decided on it. */
export interface FreshBody {
  readonly kind: 'fresh';
  readonly textLimitBytes: number;
  /** What the job needs for that; survives JSON. */
  readonly data: unknown;
}

/** Makes what is sent after an answer, outside any unit of work. */
export interface Makers {
  /** PNG of a chart of `charts/`, by name. */
  picture(chart: string, data: unknown): Promise<Uint8Array>;
  file(maker: string, data: unknown): Promise<{ readonly name: string; readonly bytes: Uint8Array }>;
  /** Makes a group, unless it is there already. */
  group(group: NewGroup): Promise<void>;
  /** The texts of what is put into words now; none when there is nothing left to say. */
  fresh(body: FreshBody): Promise<readonly OutMessage[]>;
}

/** The message of a row's body. Pictures, files and groups are made here. */
export async function messageOf(body: Exclude<OutboxBody, FreshBody>, makers: Makers): Promise<OutMessage> {
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
