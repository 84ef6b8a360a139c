import { reasonOf } from '../api/control-api.js';
import { createEmitter } from '../dom/emitter.js';
import { texts } from '../texts.js';

/** @import { ActionAnswer, BubbleView } from '../../control/contract.ts' */
/**
 * `sending`: nobody has confirmed it. `answering`: it is in the conversation, the bot is still at it. `failed`: not sent.
 * @typedef {{ id: string, viewer: string, conversation: string, text: string, file: File | null,
 *   status: 'sending' | 'answering' | 'failed', error: string }} Parcel
 */

const KEY = 'sandbox-outbox';

/**
 * What is on its way from this page. Messages of one conversation leave one after another, so they arrive in order;
 * what could not be sent stays until it is sent again or thrown away, over a reload too.
 * @param {{ send: (parcel: Parcel) => Promise<ActionAnswer>, onAnswer: (answer: ActionAnswer) => void,
 *   onLateFailure: (reason: string) => void }} parts
 */
export function createOutbox({ send, onAnswer, onLateFailure }) {
  const emitter = /** @type {typeof createEmitter<{ change: null }>} */ (createEmitter)();
  /** @type {Parcel[]} */
  let parcels = restore();

  function changed() {
    const kept = parcels.filter((each) => each.file === null && each.status !== 'answering');
    sessionStorage.setItem(KEY, JSON.stringify(kept));
    emitter.emit('change', null);
  }

  /** @param {Parcel} parcel */
  function remove(parcel) {
    parcels = parcels.filter((each) => each !== parcel);
    changed();
    release(parcel);
  }

  /** @param {Parcel} parcel */
  const queueOf = (parcel) =>
    parcels.filter(
      (each) => each.viewer === parcel.viewer && each.conversation === parcel.conversation && each.status === 'sending',
    );

  /** Lets the next of the same conversation go. @param {Parcel} done */
  function release(done) {
    const next = queueOf(done)[0];
    if (next && next !== done) void dispatch(next);
  }

  /** @type {WeakSet<Parcel>} */
  const underway = new WeakSet();

  /** @param {Parcel} parcel */
  async function dispatch(parcel) {
    if (underway.has(parcel)) return;
    underway.add(parcel);
    try {
      onAnswer(await send(parcel));
      remove(parcel);
    } catch (error) {
      underway.delete(parcel);
      if (parcel.status === 'answering') {
        onLateFailure(reasonOf(error));
        return remove(parcel);
      }
      parcel.status = 'failed';
      parcel.error = texts.send.failed(reasonOf(error));
      changed();
      release(parcel);
    }
  }

  /** @param {Parcel} parcel */
  function start(parcel) {
    changed();
    if (queueOf(parcel)[0] === parcel) void dispatch(parcel);
  }

  return {
    on: emitter.on,
    /** @param {string} viewer @param {string} conversation @param {string} text @param {File | null} file */
    post(viewer, conversation, text, file = null) {
      const id = crypto.randomUUID();
      /** @type {Parcel} */
      const parcel = { id, viewer, conversation, text, file, status: 'sending', error: '' };
      parcels.push(parcel);
      start(parcel);
    },
    /** @param {Parcel} parcel */
    retry(parcel) {
      parcel.status = 'sending';
      parcel.error = '';
      parcels = [...parcels.filter((each) => each !== parcel), parcel];
      start(parcel);
    },
    discard: remove,
    /** A bubble has appeared: if it is the one being sent, it is no longer shown twice. @param {BubbleView} bubble */
    arrived(bubble) {
      const { content, author, conversation } = bubble;
      const mine = parcels.find(
        (each) =>
          each.status === 'sending' &&
          each.viewer === author.id &&
          each.conversation === conversation &&
          (each.file ? 'mediaId' in content : content.kind === 'text' && content.text.trim() === each.text.trim()),
      );
      if (!mine || author.kind !== 'person' || !underway.has(mine)) return;
      mine.status = 'answering';
      changed();
      release(mine);
    },
    /** @param {string} viewer @param {string} conversation */
    of: (viewer, conversation) =>
      parcels.filter((each) => each.viewer === viewer && each.conversation === conversation),
  };
}

/** @returns {Parcel[]} */
function restore() {
  try {
    const kept = /** @type {Parcel[]} */ (JSON.parse(sessionStorage.getItem(KEY) ?? '[]'));
    return kept.map((each) => ({ ...each, file: null, status: 'failed', error: each.error || texts.send.uncertain }));
  } catch {
    return [];
  }
}

/** @typedef {ReturnType<typeof createOutbox>} Outbox */
