import { localDay } from '../domain/period.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Today, texts } from '../texts/index.ts';
import { bindUseCases } from '../usecases/index.ts';
import { APP_CHAT } from '../usecases/open-group.ts';
import type { Conversation, Settled, Stores } from '../usecases/ports.ts';
import { type Aim, aim } from './aim.ts';
import type { ChatContext } from './context.ts';
import { type Answer, type Pressed, SILENCE, settle } from './deliver.ts';
import type { DispatchDeps, Exchange } from './exchange.ts';
import { tidy } from './line.ts';
import { afterRefusal, isInARow, NOTHING_OPEN, type Outcome, questionOf, remember } from './memory.ts';
import { routeNotices } from './notify.ts';
import { isAlone, meetingOf, placeOf } from './place.ts';
import { answerQuestionCard, finishPressed, readPress, unchanged } from './press.ts';
import type { Reply } from './reply-types.ts';
import { respond } from './respond.ts';

/**
 * The hallway every message walks: one unit of work in which the person is known, the line understood, allowed, read,
 * run and answered. A refusal rolls back whatever was begun and is an answer like any other; anything else that is
 * thrown is a bug or an outage and goes to the caller, with nothing written.
 */
export async function dispatch(message: ChatContext, deps: DispatchDeps): Promise<Settled<Answer>> {
  const now = deps.clock.now();
  const today: Today = { now, timeZone: deps.timeZone };
  let isTurnedAway = false;
  const settled = await deps.uow
    .once(message.key, now, (stores) => handle(message, deps, stores, today))
    .catch((error) => {
      if (!(error instanceof Refusal)) throw error;
      isTurnedAway = error.reason.code === 'join_closed';
      return deps.uow.once(message.key, now, (stores) => refuse(message, error, deps, stores, today));
    });
  if (isAlone(message) && !isTurnedAway) deps.met.add(meetingOf(message));
  return settled;
}

async function handle(message: ChatContext, deps: DispatchDeps, stores: Stores, today: Today): Promise<Answer> {
  const exchange = await open(message, deps, stores, today);
  const { actor, place } = exchange;
  if (place.kind === 'group' && place.group.external) return SILENCE;
  if (message.kind === 'enter') return welcome(exchange);
  const before = (await stores.conversations.get(message.chat, actor.id)) ?? NOTHING_OPEN;
  if (!message.card) {
    const outcome = await respond(tidy(message.text), before, exchange);
    await answerQuestionCard(outcome, before, exchange);
    return conclude(outcome, before, exchange);
  }
  const press = await readPress(message.card, exchange);
  if (press.kind === 'over')
    return (await settle({ here: press.reply }, { ...exchange, now: today.now }, press.pressed)).answer;
  if (press.kind === 'refused')
    return conclude({ reply: press.reply, keepsQuestion: true }, before, exchange, press.pressed);
  const outcome = await respond(press.line, { ...before, question: null }, exchange);
  return conclude(outcome, before, exchange, await finishPressed(press, outcome, exchange));
}

/** Everything the rest needs to know of a message. Refuses who may not join. */
async function open(message: ChatContext, deps: DispatchDeps, stores: Stores, today: Today): Promise<Exchange> {
  const { timeZone, joining, webhooks } = deps;
  const opensGroups = () => deps.senders().some(({ channel }) => channel === APP_CHAT);
  const use = bindUseCases({ stores, now: today.now, timeZone, joining, webhooks, opensGroups });
  const actor = await use.joinMember(message.userid);
  return { message, deps, stores, use, actor, today, place: await placeOf(message, stores, deps, today.now) };
}

/** Sends a reply its way and keeps what the next message needs: the question, where it was asked. */
async function conclude(
  outcome: Outcome,
  before: Conversation,
  exchange: Exchange,
  pressed?: Pressed,
): Promise<Answer> {
  const { actor, message, stores, today } = exchange;
  const { now } = today;
  const { said: own, routed } = await routeNotices(outcome.reply, exchange);
  const aimed = await aim(own, outcome.names ?? [], exchange);
  // The group saw the press; that something was said to whoever pressed is no news to it.
  const said = message.card && aimed.alone ? { ...aimed, here: null } : aimed;
  const { answer, cardHere, cardAlone } = await settle(
    { ...said, routed, opens: outcome.reply.opens },
    { ...exchange, now, inARow: isInARow(before, now) },
    pressed,
  );
  const question = aimed.alone ? null : questionOf(outcome.reply, cardHere, now);
  await stores.conversations.put(message.chat, actor.id, remember(outcome, question, before, now));
  if (aimed.alone) await askAlone(aimed.alone, cardAlone, exchange);
  return answer;
}

/** A question asked to somebody alone is answered there. */
async function askAlone({ reply, route }: NonNullable<Aim['alone']>, card: string | undefined, exchange: Exchange) {
  const question = questionOf(reply, card, exchange.today.now);
  if (!question) return;
  const { conversations } = exchange.stores;
  const before = (await conversations.get(route.to, exchange.actor.id)) ?? NOTHING_OPEN;
  await conversations.put(route.to, exchange.actor.id, { ...before, question });
}

/** The first words of a day, as the answer to somebody opening the chat. */
async function welcome(exchange: Exchange): Promise<Answer> {
  const { actor, message, stores, today } = exchange;
  if (!message.canAnswer()) return SILENCE;
  const day = localDay(today.now, today.timeZone);
  if (!(await stores.presence.welcome(message.userid, message.channel, day, today.now))) return SILENCE;
  return (await settle({ here: { kind: 'text', text: texts.welcome(actor) } }, { ...exchange, now: today.now })).answer;
}

/** A refusal is nobody's business but the asker's. */
async function refuse(
  message: ChatContext,
  { reason }: Refusal,
  deps: DispatchDeps,
  stores: Stores,
  today: Today,
): Promise<Answer> {
  if (message.kind === 'enter') return SILENCE;
  const said: Reply = { kind: 'text', text: texts.refusal(reason, today), isPrivate: true };
  if (!(await stores.members.byUserid(message.userid)) && reason.code === 'join_closed') {
    return (await settle({ here: said }, { message, stores, now: today.now })).answer;
  }
  const exchange = await open(message, deps, stores, today);
  if (exchange.place.kind === 'group' && exchange.place.group.external) return SILENCE;
  const before = (await stores.conversations.get(message.chat, exchange.actor.id)) ?? NOTHING_OPEN;
  const pressed = message.card && (await unchanged(message.card, stores));
  return conclude({ reply: said }, afterRefusal(before), exchange, pressed);
}
