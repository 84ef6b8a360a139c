import { randomBytes } from 'node:crypto';
import { texts } from '../texts/index.ts';
import type { CardStore, StoredCard } from '../usecases/ports.ts';
import { renderText } from './render.ts';
import type { ChatCard, Features, Option, OutMessage, Reply } from './reply-types.ts';

/** Clients cut what is longer, without a sign (WeCom doc 90236, the shorter of app and robot). */
const MAX_TITLE = 26;
const MAX_BODY = 112;
const MAX_LABEL = 10;
const MAX_BUTTONS = 6;
const MAX_OPTIONS = 10;

/** What a card shows, whichever copy of it. */
export type Shown = Omit<ChatCard, 'taskId' | 'done'>;

/** A card still to be kept: what it shows, and the line each option stands for. */
export interface CardPlan {
  readonly shown: Shown;
  readonly lines: readonly string[];
  /** `question`: the person asked must answer. `actions`: whoever may. */
  readonly kind: 'question' | 'actions';
}

/**
 * How a reply looks as a card; undefined when it is none, or when a card would show less of it than text does. Up to
 * six short options are buttons, up to ten a list to choose from.
 */
export function planCard(reply: Reply): CardPlan | undefined {
  if (reply.kind === 'choice' && reply.options.length > 0) return planQuestion(reply.text, reply.options);
  const { face, actions = [] } = reply;
  if (!face || actions.length === 0 || actions.length > MAX_BUTTONS) return undefined;
  const { title, subtitle, fields } = face;
  return {
    kind: 'actions',
    shown: { title, ...(subtitle !== undefined && { subtitle }), fields, options: optionsOf(actions) },
    lines: actions.map(({ line }) => line),
  };
}

function planQuestion(text: string, options: readonly Option[]): CardPlan | undefined {
  if (options.length > MAX_OPTIONS) return undefined;
  const [title = '', ...more] = text.split('\n');
  const isShort = options.every(({ label }) => [...label].length <= MAX_LABEL);
  // Long options are read in full above the list, and known by their number in it.
  const numbered = isShort ? [] : options.map(({ label }, at) => `${at + 1}. ${label}`);
  const body = [...more, ...numbered].join('\n');
  if ([...title].length > MAX_TITLE || [...body].length > MAX_BODY) return undefined;
  const isList = !isShort || options.length > MAX_BUTTONS;
  const shown = isShort
    ? optionsOf(options)
    : optionsOf(options.map(({ label }, at) => ({ label: clipped(`${at + 1}. ${label}`) })));
  return {
    kind: 'question',
    shown: {
      title,
      ...(body !== '' && { body }),
      fields: [],
      options: shown,
      ...(isList && { submit: texts.cards.choose }),
    },
    lines: options.map(({ line }) => line),
  };
}

function optionsOf(options: readonly { readonly label: string }[]): ChatCard['options'] {
  return options.map(({ label }, at) => ({ label, key: String(at + 1) }));
}

function clipped(label: string): string {
  const characters = [...label];
  return characters.length <= MAX_LABEL ? label : `${characters.slice(0, MAX_LABEL - 1).join('')}…`;
}

/** Unique, not to be guessed, and of the characters the platform takes. */
export function newTaskId(): string {
  return randomBytes(18).toString('base64url');
}

/** Keeps a planned card and gives its first copy as a message. */
export async function issueCard(
  plan: CardPlan,
  reply: Reply,
  to: { readonly channel: string; readonly to: string; readonly asked: StoredCard['asked'] },
  cards: CardStore,
  now: number,
): Promise<{ readonly id: string; readonly message: Extract<OutMessage, { kind: 'card' }> }> {
  const taskId = newTaskId();
  const { shown, lines, kind } = plan;
  const asked = kind === 'question' ? to.asked : null;
  const copy = { taskId, channel: to.channel, to: to.to, handle: null };
  await cards.add({ id: taskId, shown: JSON.stringify(shown), lines, asked }, copy, now);
  return { id: taskId, message: { kind: 'card', card: { taskId, ...shown }, text: renderText(reply) } };
}

/** How a reply is shown as an answer. */
export function cardWay(
  plan: CardPlan | undefined,
  reply: Reply,
  { features, inARow = false }: { readonly features: Features; readonly inARow?: boolean },
): 'card' | 'words and buttons' | 'text' {
  if (!plan || !features.card) return 'text';
  if (features.cardAnswer) return 'card';
  // An app answers fastest in words, numbers and all, with the callback itself. The buttons follow as a message of their
  // own, on a card that does not say it all again. Who works through a list has typed on before an offer's buttons come.
  return features.push && !(inARow && isOffer(reply)) ? 'words and buttons' : 'text';
}

/** True for what may be left unanswered. */
function isOffer(reply: Reply): boolean {
  return reply.kind === 'choice' && reply.isOffer === true;
}

/**
 * The card under an answer that was given in words: whose buttons these are, what an offer asks, which is the last thing
 * said, and the buttons.
 */
export function buttonsOf(plan: CardPlan, reply: Reply): CardPlan {
  const { title, options, submit } = plan.shown;
  const body = isOffer(reply) ? reply.text.split('\n').at(-1) : undefined;
  const shown = { title, fields: [], options, ...(submit !== undefined && { submit }) };
  return { ...plan, shown: body === undefined ? shown : { ...shown, body } };
}

/** A kept card as it shows itself, with what became of it. */
export function shownAs(card: StoredCard, taskId: string, done: string | undefined): ChatCard {
  return { ...(JSON.parse(card.shown) as Shown), taskId, ...(done !== undefined && { done }) };
}

/** The update of one copy. */
export function updateOf(card: ChatCard, handle: string, userids: readonly string[]): OutMessage {
  return { kind: 'card_update', card, handle, userids };
}

/** A card's update in words, for where it cannot be shown. */
export function wordsOf(card: ChatCard): string {
  return texts.cards.update(card.title, card.done ?? card.body ?? '');
}
