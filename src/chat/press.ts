import { texts } from '../texts/index.ts';
import type { Conversation, StoredCard } from '../usecases/ports.ts';
import { type Shown, shownAs, updateOf } from './card.ts';
import type { ChatContext } from './context.ts';
import type { Pressed } from './deliver.ts';
import type { Exchange } from './exchange.ts';
import { isDone, type Outcome } from './memory.ts';
import type { ChatCard, Reply } from './reply-types.ts';

/** What a press of a card means. */
export type Press =
  /** The line the pressed option stands for, to be handled as if it were typed by whoever pressed. */
  | {
      readonly kind: 'line';
      readonly line: string;
      readonly label: string;
      readonly card: StoredCard;
      readonly taskId: string;
      readonly handle: string;
    }
  /** Somebody was faster, or it is long ago: nothing is done, the card says so. */
  | { readonly kind: 'over'; readonly reply: Reply | null; readonly pressed?: Pressed }
  | { readonly kind: 'refused'; readonly reply: Reply; readonly pressed: Pressed };

/** Reads a press. Whether the person may do what it stands for is decided when the line is run, not here. */
export async function readPress(at: NonNullable<ChatContext['card']>, exchange: Exchange): Promise<Press> {
  const { actor, message, stores } = exchange;
  const { taskId, handle, selected } = at;
  const card = await stores.cards.byTask(taskId);
  if (!card) return { kind: 'over', reply: { kind: 'text', text: texts.cards.gone } };
  if (card.done) {
    return { kind: 'over', reply: null, pressed: { card: shownAs(card, taskId, card.done.text), handle } };
  }
  if (card.asked !== null && card.asked !== actor.id) {
    const asked = await stores.members.byId(card.asked);
    const text = texts.cards.notYours(asked?.name ?? card.asked);
    return {
      kind: 'refused',
      reply: { kind: 'text', text, isPrivate: true },
      pressed: { card: shownAs(card, taskId, undefined), handle },
    };
  }
  // A list's choice comes beside the key of its button.
  const key = selected[0] ?? message.text;
  const { options } = JSON.parse(card.shown) as Shown;
  const place = options.findIndex((option) => option.key === key);
  const line = card.lines[place];
  if (line === undefined) return { kind: 'over', reply: { kind: 'text', text: texts.cards.gone } };
  return { kind: 'line', line, label: options[place]?.label ?? '', card, taskId, handle };
}

/** The pressed card as it stands, for a press that came to nothing. */
export async function unchanged(
  { taskId, handle }: NonNullable<ChatContext['card']>,
  { cards }: Pick<Exchange['stores'], 'cards'>,
): Promise<Pressed | undefined> {
  const card = await cards.byTask(taskId);
  return card && { card: shownAs(card, taskId, card.done?.text), handle };
}

/**
 * The card after a press was carried out: closed for everybody who has it, once something was done; as it was while
 * there is more to ask.
 */
export async function finishPressed(
  press: Extract<Press, { kind: 'line' }>,
  outcome: Outcome,
  exchange: Exchange,
): Promise<Pressed> {
  const { card, taskId, handle, label } = press;
  if (!isDone(outcome)) return { card: shownAs(card, taskId, undefined), handle };
  return { card: await close(card, label, taskId, exchange), handle };
}

/** A question asked with a card and answered by typing closes the card. */
export async function answerQuestionCard(outcome: Outcome, before: Conversation, exchange: Exchange): Promise<void> {
  const id = before.question?.card;
  if (id === undefined || outcome.chosen === undefined || !isDone(outcome)) return;
  const card = await exchange.stores.cards.byId(id);
  if (card && !card.done) await close(card, outcome.chosen, undefined, exchange);
}

/** Marks a card as done and tells every copy but the one at hand; gives that one as it shows itself from now on. */
async function close(
  card: StoredCard,
  label: string,
  atHand: string | undefined,
  exchange: Exchange,
): Promise<ChatCard> {
  const { actor, message, stores, today } = exchange;
  const text =
    card.asked === null ? texts.cards.acted(actor.name, label, today) : texts.cards.chosen(actor.name, label, today);
  await stores.cards.finish(card.id, { by: actor.id, at: today.now, text });
  for (const copy of await stores.cards.copies(card.id)) {
    if (copy.taskId === atHand || copy.handle === null) continue;
    const body = JSON.stringify(updateOf(shownAs(card, copy.taskId, text), copy.handle, [copy.to]));
    const key = `${message.key}/card/${copy.taskId}`;
    await stores.outbox.enqueue({ key, channel: copy.channel, to: copy.to, body, notBefore: today.now }, today.now);
  }
  return shownAs(card, atHand ?? card.id, text);
}
