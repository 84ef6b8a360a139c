import { describe, expect, it } from 'vitest';
import { PLAIN } from '../../src/chat/context.ts';
import type { Features, Sender } from '../../src/chat/reply-types.ts';
import { calling, routeToGroup, routeToPerson, type Wish } from '../../src/chat/route.ts';
import { DEFAULT_PRIVACY } from '../../src/domain/chat-group.ts';
import type { PresenceStore } from '../../src/usecases/ports.ts';

const sender = (channel: string, features: Partial<Features> = {}): Sender => ({
  channel,
  features: { ...PLAIN, ...features },
  textLimitBytes: 2048,
  prepare: async () => '',
  sendPrepared: async () => ({}),
});
const senders = [
  sender('app', { card: true, picture: true }),
  sender('robot', { card: true, push: false }),
  sender('robot-socket', { card: true, picture: true, file: true }),
  sender('webhook', { mention: true, picture: true }),
];

describe('the way to a person', () => {
  const way = async (channels: readonly string[], wishes: readonly Wish[] = []) => {
    const presence: Pick<PresenceStore, 'channelsOf'> = { channelsOf: async () => channels };
    const route = await routeToPerson('lina', wishes, { senders, presence: presence as PresenceStore });
    return route && `${route.sender.channel} ${route.to}`;
  };

  it('is the channel they last used, of those that can speak first', async () => {
    expect(await way(['robot-socket', 'app'])).toBe('robot-socket lina');
    expect(await way(['app', 'robot-socket'])).toBe('app lina');
    expect(await way(['robot', 'app'])).toBe('app lina');
  });

  it('is the one that can most of what is wished for', async () => {
    expect(await way(['app', 'robot-socket'], ['card', 'file'])).toBe('robot-socket lina');
    expect(await way(['app', 'robot-socket'], ['card'])).toBe('app lina');
  });

  it('is none when they never spoke on a channel that can, or it is not there any more', async () => {
    expect(await way([])).toBeUndefined();
    expect(await way(['robot'])).toBeUndefined();
    expect(await way(['recording'])).toBeUndefined();
  });
});

describe('the way to a group', () => {
  const group = {
    id: 1,
    name: '华东群',
    external: false,
    privacy: DEFAULT_PRIVACY,
    addresses: [
      { channel: 'robot', address: 'wrAbC' },
      { channel: 'robot-socket', address: 'wrAbC' },
      { channel: 'webhook', address: 'sales' },
    ],
  };
  const way = (wishes: readonly Wish[], of = group) => {
    const route = routeToGroup(of, wishes, senders);
    return route && `${route.sender.channel} ${route.to}`;
  };

  it('is the address whose channel can most of what is wished for', () => {
    expect(way(['mention', 'picture'])).toBe('webhook room:sales');
    expect(way(['card'])).toBe('robot-socket room:wrAbC');
    expect(way([])).toBe('robot-socket room:wrAbC');
  });

  it('is none when no channel of it can speak first, and none at all for outsiders', () => {
    expect(way([], { ...group, addresses: group.addresses.slice(0, 1) })).toBeUndefined();
    expect(way([], { ...group, external: true })).toBeUndefined();
  });
});

describe('calling somebody', () => {
  const people = [{ userid: 'lina', name: '李娜' }];

  it('is an @ where the channel can, a name where it cannot', () => {
    expect(calling('该跟进了', people, sender('webhook', { mention: true }))).toEqual({
      kind: 'text',
      text: '该跟进了',
      mention: ['lina'],
    });
    expect(calling('该跟进了', people, sender('robot'))).toEqual({ kind: 'text', text: '李娜：该跟进了' });
    expect(calling('本周小结', [], sender('robot'))).toEqual({ kind: 'text', text: '本周小结' });
  });
});
