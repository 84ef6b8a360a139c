import type { Bubble } from './bubble.ts';
import type { World } from './world.ts';

/** Resolves with the next bubble, new or changed, that fits. Ask before doing what makes it appear. */
export function nextBubble(world: World, fits: (bubble: Bubble) => boolean): Promise<Bubble> {
  return new Promise((resolve) => {
    const stop = world.onChange((change) => {
      if (change.kind !== 'bubble-added' && change.kind !== 'bubble-changed') return;
      if (!fits(change.bubble)) return;
      stop();
      resolve(change.bubble);
    });
  });
}
