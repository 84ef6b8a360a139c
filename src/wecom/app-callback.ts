import { CallbackError } from './callback-error.ts';
import type { Incoming } from './incoming.ts';
import { childrenOf, textOf, textsOf, type XmlElement } from './xml.ts';

export interface AppIdentity {
  readonly corpId: string;
  /** The app's id as a decimal string, as it appears in AgentID. */
  readonly agentId: string;
}

const CARD_EVENTS: ReadonlySet<string> = new Set(['template_card_event', 'template_card_menu_event']);
const BUTTON_EVENTS: ReadonlySet<string> = new Set(['click', ...CARD_EVENTS]);
/** Fields that tell two events of one person in one second apart (WeCom doc 90240), besides those always present. */
const EVENT_KEY_FIELDS = ['EventKey', 'ChangeType', 'TaskId', 'ResponseCode', 'UserID', 'Id', 'TagId', 'JobId'];
/** The sender of events no person caused. */
const SYSTEM_SENDER = 'sys';
const SEPARATORS = /[%:]/;
const SECONDS = /^[0-9]{1,11}$/;

/**
 * Turns the decrypted XML of an app callback into an `Incoming` (WeCom docs 90239, 90240).
 *
 * A message must name our agent; an event may name none (contact and batch events have no AgentID).
 * Throws `missing_field` naming the field, `wrong_agent`, or `bad_xml`.
 */
export function readAppCallback(xml: XmlElement, app: AppIdentity): Incoming {
  const common = {
    from: required(xml, 'FromUserName').toLowerCase(),
    at: createdAt(xml),
    agent: textOf(xml, 'AgentID')?.trim() ?? '',
    type: required(xml, 'MsgType'),
  };
  return common.type === 'event' ? readEvent(xml, app, common) : readMessage(xml, app, common);
}

interface Common {
  readonly from: string;
  readonly at: number;
  readonly agent: string;
  readonly type: string;
}

function readMessage(xml: XmlElement, app: AppIdentity, { from, at, agent, type }: Common): Incoming {
  if (agent === '') throw new CallbackError('missing_field', 'AgentID');
  if (agent !== app.agentId) throw new CallbackError('wrong_agent');
  const key = keyOf(app, agent, from, [required(xml, 'MsgId')]);
  if (type !== 'text') {
    // The pages list no messages with files; where they come they have what all media have.
    const mediaId = type === 'file' ? (textOf(xml, 'MediaId')?.trim() ?? '') : '';
    const file = mediaId !== '' && { file: { kind: 'media', mediaId } as const };
    return { key, channel: 'app', from, kind: 'media', text: '', type, at, ...file };
  }
  const text = textOf(xml, 'Content');
  if (text === undefined) throw new CallbackError('missing_field', 'Content');
  return { key, channel: 'app', from, kind: 'text', text, type, at };
}

function readEvent(xml: XmlElement, app: AppIdentity, { from, at, agent }: Common): Incoming {
  if (agent !== '' && agent !== app.agentId) throw new CallbackError('wrong_agent');
  const event = required(xml, 'Event');
  const incoming = {
    key: keyOf(app, agent, from, ['event', event, String(at), ...eventKeyParts(xml)]),
    channel: 'app',
    from,
    type: event,
    at,
  } as const;
  if (from === SYSTEM_SENDER) {
    const contact = event === 'change_contact' ? readContactChange(xml) : undefined;
    return { ...incoming, kind: 'event', text: '', ...(contact && { contact }) };
  }
  if (event === 'enter_agent') return { ...incoming, kind: 'enter', text: '' };
  if (!BUTTON_EVENTS.has(event)) return { ...incoming, kind: 'event', text: '' };
  const button = { ...incoming, kind: 'button', text: required(xml, 'EventKey') } as const;
  return CARD_EVENTS.has(event) ? { ...button, card: readCard(xml) } : button;
}

/** Who left or got another userid; undefined for the changes that are no news to us (WeCom doc 90970). */
function readContactChange(xml: XmlElement): Incoming['contact'] {
  const userid = textOf(xml, 'UserID')?.trim().toLowerCase() ?? '';
  const newUserid = textOf(xml, 'NewUserID')?.trim().toLowerCase() ?? '';
  if (userid === '') return undefined;
  switch (textOf(xml, 'ChangeType')?.trim()) {
    case 'delete_user':
      return { change: 'left', userid };
    case 'update_user':
      return newUserid === '' || newUserid === userid ? undefined : { change: 'renamed', userid, newUserid };
    default:
      return undefined;
  }
}

function readCard(xml: XmlElement): NonNullable<Incoming['card']> {
  const items = childrenOf(xml, 'SelectedItems').flatMap((list) => childrenOf(list, 'SelectedItem'));
  const selected = items.map((item) => [required(item, 'QuestionKey'), optionIds(item)] as const);
  return {
    taskId: textOf(xml, 'TaskId') ?? '',
    responseCode: textOf(xml, 'ResponseCode') ?? '',
    selected: Object.fromEntries(selected),
  };
}

/** WeCom's samples of 2021 spell the elements `OpitonIds/OpitonId`; which one is sent today is not documented. */
function optionIds(item: XmlElement): readonly string[] {
  return [
    ...childrenOf(item, 'OptionIds').flatMap((list) => textsOf(list, 'OptionId')),
    ...childrenOf(item, 'OpitonIds').flatMap((list) => textsOf(list, 'OpitonId')),
  ];
}

function eventKeyParts(xml: XmlElement): string[] {
  const batchJob = childrenOf(xml, 'BatchJob').flatMap((job) => textsOf(job, 'JobId'));
  return [...EVENT_KEY_FIELDS.map((field) => textOf(xml, field) ?? ''), ...batchJob];
}

function keyOf(app: AppIdentity, agent: string, from: string, parts: readonly string[]): string {
  return ['app', `${app.corpId}/${agent}`, from, ...parts].map(escapePart).join(':');
}

/** Keeps the separator out of the parts, so that different parts never make the same key. */
function escapePart(part: string): string {
  return SEPARATORS.test(part) ? part.replaceAll('%', '%25').replaceAll(':', '%3A') : part;
}

function required(xml: XmlElement, field: string): string {
  const value = textOf(xml, field)?.trim();
  if (value === undefined || value === '') throw new CallbackError('missing_field', field);
  return value;
}

function createdAt(xml: XmlElement): number {
  const seconds = required(xml, 'CreateTime');
  if (!SECONDS.test(seconds)) throw new CallbackError('missing_field', 'CreateTime');
  return Number(seconds) * 1000;
}
