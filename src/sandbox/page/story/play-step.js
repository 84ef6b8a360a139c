import { texts } from '../texts.js';
import { bringIntoSight } from './in-sight.js';
import { waitFor } from './waiting.js';

/**
 * @import { BubbleView, ConversationView } from '../../control/contract.ts'
 * @import { StoryStep } from '../../story.ts'
 * @import { ControlApi } from '../api/control-api.js'
 * @import { Navigation } from '../navigation.js'
 * @import { PageClock } from '../state/page-clock.js'
 * @import { World } from '../state/world.js'
 */

const { awaited } = texts.story;

/**
 * Plays one step: goes there, does what is to be done, and resolves when what is awaited stands there.
 * @param {StoryStep} step
 * @param {{ api: ControlApi, world: World, clock: PageClock, navigation: Navigation, signal: AbortSignal, since: number }} parts
 *   `since`: the instant to which the story moved the clock last; what is only looked at must be from then on
 */
export async function playStep(step, { api, world, clock, navigation, signal, since }) {
  const { viewer, place, say, press, awaits } = step;
  const id = conversationId(world, viewer, place);
  navigation.look(viewer, id);
  const here = await waitFor(world, () => world.viewer === viewer && world.conversation(id), {
    what: awaited.place,
    signal,
  });
  const from = step.at !== undefined && step.at > clock.now() ? step.at : since;
  if (from === step.at) clock.set(await api.clock({ op: 'to', at: from }));
  signal.throwIfAborted();

  // What stands there before something is done is no answer to it.
  const known = new Map(
    say === undefined && press === undefined ? [] : here.bubbles.map((each) => [each.id, each.changedAt]),
  );
  if (say !== undefined) await api.say({ from: viewer, conversation: id, text: say });
  if (press !== undefined) {
    const found = buttonIn(world.conversation(id), press);
    const { bubble, key } =
      found ??
      (await waitFor(world, () => buttonIn(world.conversation(id), press), {
        what: awaited.button,
        signal,
      }));
    await api.click({ from: viewer, bubble: bubble.id, key });
  }
  if (!awaits) return;
  const isAwaited = (/** @type {BubbleView} */ bubble) =>
    bubble.author.kind !== 'person' &&
    (known.has(bubble.id) ? bubble.changedAt !== known.get(bubble.id) : bubble.changedAt >= from) &&
    (awaits.kind === undefined || bubble.content.kind === awaits.kind) &&
    (awaits.text === undefined || wordsOf(bubble).includes(awaits.text));
  const found = await waitFor(world, () => world.conversation(id)?.bubbles.findLast(isAwaited), {
    what: awaited.message,
    signal,
  });
  await bringIntoSight(found.id, signal);
}

/**
 * The id of a place for a person: their own chat with the app or the robot, as that of whoever looks now, or a group's.
 * @param {World} world @param {string} viewer @param {string} place
 */
function conversationId(world, viewer, place) {
  const found = world.conversations().find(({ kind, title }) => kind === place || title === place);
  if (!found) return '';
  const own = `:${world.viewer}`;
  return found.id.endsWith(own) ? `${found.id.slice(0, -own.length)}:${viewer}` : found.id;
}

/** @param {BubbleView} bubble */
const wordsOf = ({ content }) => ('text' in content ? content.text : '');

/**
 * The button with these words on the last card that has it and can still be pressed.
 * @param {ConversationView | undefined} conversation @param {string} words
 */
function buttonIn(conversation, words) {
  for (const bubble of (conversation?.bubbles ?? []).toReversed()) {
    if (!bubble.card || bubble.card.replacedText !== null) continue;
    const button = (bubble.card.card.button_list ?? []).find(({ text }) => text === words);
    if (button?.key !== undefined) return { bubble, key: button.key };
  }
  return undefined;
}
