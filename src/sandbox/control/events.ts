import { PassThrough } from 'node:stream';
import type { WorkCalendar } from '../clock-targets.ts';
import type { Platform } from '../platform.ts';
import type { WorldChange } from '../world/world.ts';
import type { SandboxEvent } from './contract.ts';
import { appView, bubbleView, clockView, conversationView, unreadOf } from './views.ts';

export interface EventStreams {
  /** A server-sent event stream of what `viewer` may see, from now on. */
  open(viewer: string): PassThrough;
  close(): void;
}

/** A page that reads slower than this is cut off; it reconnects and asks for the state again. */
const BACKLOG_BYTES = 8 * 1024 * 1024;

export function createEventStreams(platform: Platform, calendar: WorkCalendar): EventStreams {
  const streams = new Set<PassThrough>();
  return {
    open(viewer) {
      const stream = new PassThrough();
      streams.add(stream);
      const send = (event: SandboxEvent) => {
        if (stream.writableLength > BACKLOG_BYTES) stream.destroy();
        else stream.write(`data: ${JSON.stringify(event)}\n\n`);
      };
      const stops = [
        platform.world.onChange((change) => {
          for (const event of eventsOf(platform, change, viewer)) send(event);
        }),
        platform.clock.onChange(() => send({ kind: 'clock', clock: clockView(platform, calendar) })),
        platform.faults.onChange(() => send({ kind: 'faults', faults: platform.faults.state })),
        platform.log.onEntry((entry) => send({ kind: 'log', entry })),
      ];
      stream.on('close', () => {
        streams.delete(stream);
        for (const stop of stops) stop();
      });
      // Something must travel at once, or the browser does not know that it is connected.
      stream.write('retry: 1000\n\n');
      return stream;
    },
    close() {
      for (const stream of streams) stream.destroy();
    },
  };
}

/** What one viewer is told about a change in the world: nothing of other people's conversations but a number. */
function eventsOf(platform: Platform, change: WorldChange, viewer: string): SandboxEvent[] {
  const { world } = platform;
  switch (change.kind) {
    case 'bubble-added':
    case 'bubble-changed': {
      const { bubble } = change;
      const members = world.conversations.get(bubble.conversation)?.members ?? [];
      const counts = members.map((userid) => unreadEvent(platform, userid));
      if (!members.includes(viewer)) return counts;
      const unread = world.unreadOf(viewer, bubble.conversation);
      return [{ kind: 'bubble', bubble: bubbleView(bubble, viewer), unread }, ...counts];
    }
    case 'conversation-added':
    case 'conversation-changed': {
      const { conversation } = change;
      if (conversation.members.includes(viewer)) {
        return [{ kind: 'conversation', conversation: conversationView(platform, conversation, viewer) }];
      }
      return change.kind === 'conversation-added' ? [] : [{ kind: 'conversation-gone', id: conversation.id }];
    }
    case 'read': {
      const count = unreadEvent(platform, change.userid);
      if (!world.canSee(viewer, change.conversation)) return [count];
      return [{ kind: 'read', conversation: change.conversation, userid: change.userid }, count];
    }
    case 'app-changed':
      return [{ kind: 'app', app: appView(change.app) }];
  }
}

const unreadEvent = (platform: Platform, userid: string): SandboxEvent => ({
  kind: 'unread',
  userid,
  unread: unreadOf(platform, userid),
});
