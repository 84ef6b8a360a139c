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

  // ── 智能机器人: callbacks in webhook mode ─────────────────────────────────
  /** How long the bot may take to answer; real milliseconds. 未证实 for messages; documented for cards: 5 s (WeCom doc 101027). */
  robotCallbackTimeoutMs: 5 * SECOND,
  /** Deliveries of a message in all, the first included; a card event is always delivered once. 未证实. */
  robotDeliveries: 3,
  /** Real milliseconds between two questions for a stream, varied by a fifth. 未证实: about a second in practice. */
  robotPollMs: SECOND,
  /** An answer may carry ten pictures in base64. */
  robotAnswerMaxBytes: 150 * MB,

  // ── 智能机器人: messages ─────────────────────────────────────────────────
  /** Documented: 3 of one member to one robot at once (WeCom doc 100719). 未证实: that the fourth is not delivered. */
  robotConcurrentMessages: 3,
  /** How long an unanswered message counts as being in interaction. 未证实. */
  robotUnansweredOpenMs: 5 * SECOND,
  /** Documented: 6 minutes (WeCom docs 100719, 101463). 未证实: 10 minutes in a later revision. */
  robotStreamWindowMs: 6 * MINUTE,
  /** What the platform adds to a stream that was not finished in time. Its real words are 未证实. */
  robotStreamExpiredText: '（回答超时，已停止生成）',
  /** 未证实: the code for a change after `finish`; for one after the window it is this. */
  robotStreamOverErrcode: 846_608,
  /** Documented (WeCom doc 101031). */
  robotStreamImages: 10,
  /** Documented for streams and markdown, in bytes (WeCom doc 101031). */
  robotContentBytes: 20_480,
  robotFeedbackIdBytes: 256,
  /** 未证实: the code for content that is too long or malformed. */
  robotContentErrcode: 40_058,
  /** 未证实: the code for a bad card, except a bad button list, whose 40016 was seen. */
  robotBadCardErrcode: 40_058,
  /** 未证实: the code for a task_id used before by the same robot. */
  robotRepeatedTaskIdErrcode: 42_014,
  /** 未证实: the code for updating a card with another task_id than that of the event. */
  robotOtherTaskErrcode: 42_014,
  /** Documented: replies and pushes of one conversation together (WeCom doc 101463). */
  robotMessagesPerMinute: 30,
  robotMessagesPerHour: 1000,
  /** 未证实: the code beyond them. */
  robotRateErrcode: 45_009,
  /** Documented: one call within an hour (WeCom doc 101138). */
  robotResponseUrlLifetimeMs: HOUR,
  /** 未证实: the code of a response_url used up or too old. */
  robotResponseCodeErrcode: 40_058,
  /** Documented: 5 minutes (WeCom doc 100719). */
  robotMediaUrlLifetimeMs: 5 * MINUTE,
  /** What the robot is told of any voice message. */
  robotVoiceTranscript: '（语音内容）',

  // ── 智能机器人: long connection (WeCom doc 101463) ───────────────────────
  /** Documented: a message can be answered for 24 h. */
  robotReqIdLifetimeMs: 24 * HOUR,
  /** Documented: welcome and card update within 5 s. */
  robotEventReplyMs: 5 * SECOND,
  /** Real milliseconds of silence after which the connection is closed. 未证实. */
  robotSilenceMs: 100 * SECOND,
  robotFrameMaxBytes: 16 * MB,
  /** 未证实: pictures in a stream are "not supported for now" here. */
  robotSocketStreamImages: 'ignore' as 'show' | 'ignore' | 'refuse',
  /** 未证实: the page says both. */
  robotSocketStreamWithCard: false,
  /** 未证实: one copy of the page restricts pushed cards to single chats. */
  robotGroupCardPush: true,
  robotVideoTitleBytes: 64,
  robotMediaErrcode: 40_007,
  robotFileNameBytes: 256,
  robotUploadChunks: 100,
  robotUploadChunkBytes: 512 * 1024,
  robotUploadSessionMs: 30 * MINUTE,
  robotUploadsPerMinute: 30,
  robotUploadsPerHour: 1000,
  /** Real milliseconds an ack is held back by the fault `robotLateAcks`: more than the official SDK waits. */
  robotLateAckMs: 6 * SECOND,

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
