const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MB = 1024 * 1024;

/**
 * Every number and doubtful rule of the simulated platform. "documented" names the WeCom page; 未证实 (unconfirmed)
 * marks what no page states or pages contradict, so that a test can try both.
 */
export const defaultSettings = {
  // ── callbacks ────────────────────────────────────────────────────────────
  /** How long the bot may take to answer a callback; real milliseconds. Documented: 5 s (WeCom doc 90930). */
  callbackTimeoutMs: 5 * SECOND,
  /** The same for the URL check. Documented: 1 s (WeCom doc 90930). */
  urlCheckTimeoutMs: SECOND,
  /** Deliveries in all, the first included. 未证实: "retries three times"; measured three in all. */
  callbackDeliveries: 3,
  /** Whether an answer other than 200 leads to redelivery. 未证实: the old page said so, the present one does not. */
  redeliverOnBadStatus: false,
  /** A new timestamp, nonce and random for each redelivery. 未证实; on, so nobody de-duplicates by them. */
  freshEnvelopePerDelivery: true,
  /** Element order, white space and CDATA of callback XML vary. Samples in the documentation differ among themselves. */
  shuffleCallbackXml: true,
  /** Spelling of the element in card events. 未证实: an old sample spells it `OpitonIds`/`OpitonId`. */
  optionIdsElement: 'OptionIds' as 'OptionIds' | 'OpitonIds',
  /** Content-Type of callbacks. 未证实. */
  callbackContentType: 'text/xml; charset=utf-8',
  /** Whether a file sent by a member reaches the app at all. 未证实: the page lists six kinds, file is not one. */
  deliverMemberFiles: true,

  // ── access token ─────────────────────────────────────────────────────────
  /** Documented: 7200 s (WeCom doc 91039). */
  tokenLifetimeMs: 7200 * SECOND,
  /** Wrong secrets in a row before the address is blocked. 未证实: the page gives no number. */
  wrongSecretsBeforeBlock: 10,
  /** Documented: one hour (WeCom doc 90313). */
  wrongSecretBlockMs: HOUR,

  // ── application messages (WeCom doc 90236 unless said otherwise) ─────────
  /** Documented; longer text is cut, not refused. Also the limit of a passive text reply (WeCom doc 90241). */
  textBytes: 2048,
  /** Documented. */
  markdownBytes: 2048,
  /** 未证实: a webhook refuses, an application's text is cut; for its markdown nothing is said. */
  longAppMarkdown: 'reject' as 'reject' | 'truncate',
  /** Documented; beyond it the message is dropped and errcode is still 0. */
  perMemberPerMinute: 30,
  /** Documented since 2023; dropped with errcode 0 (WeCom doc 90312). */
  perMemberPerHour: 1000,
  /** Accounts of the enterprise; the daily quota is 200 times this. */
  accountLimit: 1000,
  /** Documented: 200 person-times a day for each account. */
  dailyMessagesPerAccount: 200,
  userListMax: 1000,
  partyListMax: 100,
  tagListMax: 100,
  /** Documented: default 1800 s, at most 14400 s. */
  duplicateCheckDefaultS: 1800,
  duplicateCheckMaxS: 14_400,
  titleBytes: 128,
  descriptionBytes: 512,
  urlBytes: 2048,
  articlesMax: 8,
  /** Documented: 24 h (WeCom doc 94867). */
  recallWindowMs: 24 * HOUR,
  /** 未证实: the code of a recall that comes too late. */
  recallTooLateErrcode: 40058,

  // ── template cards ───────────────────────────────────────────────────────
  /** Documented: 72 h since 2025, 24 h before (WeCom doc 94888). */
  responseCodeLifetimeMs: 72 * HOUR,
  /** 未证实: the code for a task_id used before by the same application. */
  repeatedTaskIdErrcode: 42014,
  /** 未证实: whether a passive update uses up the ResponseCode of its event. */
  passiveUpdateSpendsCode: false,
  actionListMax: 3,

  // ── group chats of an application ────────────────────────────────────────
  appchatMinMembers: 2,
  appchatMaxMembers: 2000,
  appchatNameChars: 50,
  /** Documented: 1000 a day for the enterprise (WeCom doc 90245). */
  appchatCreatesPerDay: 1000,
  /** Documented: 1000 an hour for the enterprise (WeCom doc 98913). */
  appchatUpdatesPerHour: 1000,
  /** Documented; beyond them silently dropped (WeCom doc 90248). */
  appchatPerMemberPerMinute: 200,
  appchatPerMemberPerDay: 10_000,

  // ── media (WeCom doc 90253) ──────────────────────────────────────────────
  mediaLifetimeMs: 3 * DAY,
  mediaMinBytes: 5,
  /** Documented 10 MB; the text of errcode 45001 says 5 MB. */
  imageMaxBytes: 10 * MB,
  voiceMaxBytes: 2 * MB,
  videoMaxBytes: 10 * MB,
  fileMaxBytes: 20 * MB,

  // ── group robots by webhook (WeCom doc 99110) ────────────────────────────
  webhookTextBytes: 2048,
  webhookMarkdownBytes: 4096,
  webhookImageMaxBytes: 2 * MB,
  /** Documented: 20 a minute. 未证实: whether by calendar minute or sliding; sliding is the stricter. */
  webhookPerMinute: 20,
  /** 未证实: the code for an md5 that does not match. */
  webhookMd5Errcode: 40058,

  // ── sign-in by web page (WeCom doc 91022) ────────────────────────────────
  oauthCodeLifetimeMs: 5 * MINUTE,

  // ── requests in general ──────────────────────────────────────────────────
  /** Documented: `\\uXXXX` escapes in a body give 40033 (WeCom doc 90313). */
  refuseUnicodeEscapes: true,

  // ── basic rate (WeCom doc 90312) ─────────────────────────────────────────
  callsPerMinutePerEndpoint: 10_000,

  // ── the sandbox itself ───────────────────────────────────────────────────
  logEntriesKept: 2000,
  bubblesKeptPerConversation: 1000,
  /** Body limit of the JSON endpoints: 8 articles of 666 kB must fit. */
  jsonBodyBytes: 8 * MB,
};

export type Settings = typeof defaultSettings;
