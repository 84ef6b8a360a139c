import { refusals, texts } from '../texts.js';

/**
 * @import { ActionAnswer, BubblePage, ClickRequest, ClockRequest, ClockView, FaultsRequest, LogPage, MenuRequest, PlaceRequest, RobotAnswer, RobotRequest, SandboxState, SayRequest, StoryAnswer, UploadRequest, VerifyAnswer, VerifyRequest } from '../../control/contract.ts'
 */

const BASE = '/sandbox/api/';

/** A request that did not work; the message is a Chinese sentence for the person. */
export class RequestFailed extends Error {}

/** @param {unknown} error */
export const reasonOf = (error) => (error instanceof Error ? error.message : String(error));

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<any>}
 */
async function request(path, init) {
  let response;
  try {
    response = await fetch(BASE + path, init);
  } catch {
    throw new RequestFailed(texts.errors.offline);
  }
  const body = await response.json().catch(() => null);
  if (response.ok && body !== null) return body;
  if (response.status === 413) throw new RequestFailed(texts.errors.tooLarge);
  const reason = typeof body?.error === 'string' ? body.error : `HTTP ${response.status}`;
  const known = refusals.find(([part]) => reason.includes(part));
  throw new RequestFailed(known ? known[1] : texts.errors.other(reason));
}

/** @param {string} path @param {unknown} body */
const post = (path, body) =>
  request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** The sandbox's own API, see `control/contract.ts`. Every call rejects with `RequestFailed`. */
export const controlApi = {
  /** @returns {Promise<SandboxState>} @param {string} viewer '' for the first person */
  state: (viewer) => request(viewer === '' ? 'state' : `state?${new URLSearchParams({ viewer })}`),
  /** @returns {Promise<BubblePage>} @param {string} viewer @param {string} conversation @param {string} before */
  bubbles: (viewer, conversation, before) =>
    request(`bubbles?${new URLSearchParams({ viewer, conversation, before })}`),
  /** @returns {Promise<StoryAnswer>} */
  story: () => request('story'),
  /** @returns {Promise<LogPage>} */
  log: () => request('log?limit=2000'),
  /** @returns {Promise<ActionAnswer>} @param {SayRequest} body */
  say: (body) => post('say', body),
  /** @returns {Promise<ActionAnswer>} @param {PlaceRequest} body */
  enter: (body) => post('enter', body),
  /** @returns {Promise<ActionAnswer>} @param {PlaceRequest} body */
  read: (body) => post('read', body),
  /** @returns {Promise<ActionAnswer>} @param {ClickRequest} body */
  click: (body) => post('click', body),
  /** @returns {Promise<ActionAnswer>} @param {MenuRequest} body */
  menu: (body) => post('menu', body),
  /** @returns {Promise<ActionAnswer>} @param {UploadRequest} body */
  upload: (body) => post('upload', body),
  /** @returns {Promise<ClockView>} @param {ClockRequest} body */
  clock: (body) => post('clock', body),
  /** @returns {Promise<SandboxState['faults']>} @param {FaultsRequest} body */
  faults: (body) => post('faults', body),
  /** @returns {Promise<RobotAnswer>} @param {RobotRequest} body */
  robot: (body) => post('robot', body),
  /** @returns {Promise<VerifyAnswer>} @param {VerifyRequest} body */
  verify: (body) => post('verify', body),
};

/** @typedef {typeof controlApi} ControlApi */

/** Where a file of a message is. @param {string} mediaId */
export const mediaAddress = (mediaId) => `${BASE}media/${encodeURIComponent(mediaId)}`;
