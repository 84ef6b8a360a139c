import { afterEach, beforeEach } from 'vitest';
import { type Chat, openChat } from '../support/conversation.ts';

/** A chat of its own with the demo's team for every test of a file. */
export function demoChat(options: Parameters<typeof openChat>[0] = {}): () => Chat {
  let chat: Chat | undefined;
  beforeEach(async () => {
    chat = await openChat(options);
  });
  afterEach(async () => {
    await chat?.close();
    chat = undefined;
  });
  return () => {
    if (!chat) throw new Error('no test is running');
    return chat;
  };
}
