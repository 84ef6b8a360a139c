import Router from '@koa/router';
import type Koa from 'koa';
import getRawBody from 'raw-body';
import { z } from 'zod';
import { verifyUrl } from '../callbacks/verify-url.ts';
import { lastWorkdayEvening, nextMondayAtNine, oneHourLater, type WorkCalendar } from '../clock-targets.ts';
import { contentDisposition } from '../file-name.ts';
import type { PersonActions } from '../person/actions.ts';
import { NotPossible } from '../person/not-possible.ts';
import type { Platform } from '../platform.ts';
import type { Story } from '../story.ts';
import type { Bubble } from '../world/bubble.ts';
import type {
  ActionAnswer,
  BubblePage,
  ClickRequest,
  ClockRequest,
  ClockView,
  FaultsRequest,
  LogPage,
  LogQuery,
  MenuRequest,
  PlaceRequest,
  SandboxState,
  SayRequest,
  StoryAnswer,
  UploadRequest,
  VerifyAnswer,
  VerifyRequest,
} from './contract.ts';
import type { EventStreams } from './events.ts';
import { guardControl, refuse } from './guard.ts';
import { bubblePage, bubbleView, clockView, stateView } from './views.ts';

const MB = 1024 * 1024;
/** A schema that takes exactly what the contract allows. */
type Accepts<T> = z.ZodType<T, T>;

const place = { from: z.string(), conversation: z.string() };

const times = z.int().min(0).max(1000).exactOptional();

/** What the page may send. Each schema is held to the contract by its type. */
const requests = {
  say: z.strictObject({ ...place, text: z.string().max(20_000) }) satisfies Accepts<SayRequest>,
  place: z.strictObject(place) satisfies Accepts<PlaceRequest>,
  click: z.strictObject({
    from: z.string(),
    bubble: z.string(),
    key: z.string(),
    on: z.enum(['button', 'menu']).exactOptional(),
    selected: z.record(z.string(), z.array(z.string()).max(50)).exactOptional(),
  }) satisfies Accepts<ClickRequest>,
  menu: z.strictObject({ from: z.string(), agentId: z.int(), key: z.string() }) satisfies Accepts<MenuRequest>,
  upload: z.strictObject({
    ...place,
    fileName: z.string().min(1).max(200),
    data: z.base64(),
  }) satisfies Accepts<UploadRequest>,
  clock: z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('jump'), to: z.enum(['hour', 'monday', 'evening']) }),
    z.strictObject({ op: z.literal('to'), at: z.int() }),
    z.strictObject({ op: z.literal('by'), ms: z.int().min(0) }),
    z.strictObject({ op: z.literal('freeze') }),
    z.strictObject({ op: z.literal('unfreeze') }),
  ]) satisfies Accepts<ClockRequest>,
  faults: z.strictObject({
    set: z
      .strictObject({
        slowAnswerMs: z.int().min(0).max(60_000).exactOptional(),
        lateAnswers: times,
        redeliver: times,
        dropCallbacks: times,
        dropBefore: times,
        dropAfter: times,
        busy: times,
        rateLimited: times,
        untrustedIp: z.boolean().exactOptional(),
      })
      .exactOptional(),
    token: z.enum(['expire', 'invalidate']).exactOptional(),
  }) satisfies Accepts<FaultsRequest>,
  verify: z.strictObject({
    agentId: z.int(),
    url: z.url({ protocol: /^https?$/ }).exactOptional(),
  }) satisfies Accepts<VerifyRequest>,
  log: z.strictObject({
    direction: z.enum(['callback', 'api']).exactOptional(),
    channel: z.enum(['app', 'webhook', 'robot', 'oauth']).exactOptional(),
    text: z.string().exactOptional(),
    problems: z.literal('1').exactOptional(),
    after: z.string().regex(/^\d+$/).exactOptional(),
    limit: z
      .string()
      .regex(/^\d{1,4}$/)
      .exactOptional(),
  }) satisfies Accepts<LogQuery>,
};

/** Refused as the caller's fault, with 400. */
class BadRequest extends Error {}

interface ControlParts {
  platform: Platform;
  actions: PersonActions;
  streams: EventStreams;
  calendar: WorkCalendar;
  story: Story | null;
}

/** The page's API, described in `contract.ts`. */
export function controlRoutes({ platform, actions, streams, calendar, story }: ControlParts): Koa.Middleware {
  const { world, clock, faults, log, tokens } = platform;
  const router = new Router({ prefix: '/sandbox/api' });

  const viewerOf = (ctx: Koa.Context): string => {
    const asked = new URLSearchParams(ctx.querystring).get('viewer');
    const person = asked === null ? [...world.people.values()][0] : world.person(asked);
    if (!person) throw new BadRequest('no such viewer');
    return person.userid;
  };
  const answers = async (from: string, work: Promise<Bubble[]>): Promise<ActionAnswer> => ({
    answers: (await work).map((bubble) => bubbleView(bubble, from.toLowerCase())),
  });

  router.use(guardControl(), async (ctx, next) => {
    ctx.set('cache-control', 'no-store');
    try {
      await next();
    } catch (error) {
      if (error instanceof BadRequest || error instanceof NotPossible || error instanceof RangeError) {
        refuse(ctx, 400, error.message);
      } else if (error instanceof z.ZodError) {
        refuse(ctx, 400, z.prettifyError(error));
      } else if ((error as { type?: string }).type === 'entity.too.large') {
        refuse(ctx, 413, 'too large');
      } else if (error instanceof AggregateError) {
        // The clock has arrived all the same; what failed is the bot's business.
        refuse(ctx, 500, `${error.message}: ${error.errors.map(String).join('; ')}`);
      } else {
        throw error;
      }
    }
  });

  router.get('/state', (ctx) => {
    ctx.body = { ...stateView(platform, calendar, viewerOf(ctx)), hasStory: story !== null } satisfies SandboxState;
  });
  router.get('/story', (ctx) => {
    ctx.body = { steps: story?.(clock.now()) ?? [] } satisfies StoryAnswer;
  });
  router.get('/bubbles', (ctx) => {
    const viewer = viewerOf(ctx);
    const query = new URLSearchParams(ctx.querystring);
    const conversation = query.get('conversation') ?? '';
    if (!world.canSee(viewer, conversation)) throw new BadRequest('no such conversation');
    ctx.body = bubblePage(platform, viewer, conversation, query.get('before') ?? undefined) satisfies BubblePage;
  });
  router.get('/events', (ctx) => {
    const viewer = viewerOf(ctx);
    ctx.type = 'text/event-stream';
    ctx.set('x-accel-buffering', 'no');
    ctx.body = streams.open(viewer);
  });
  router.get('/log', (ctx) => {
    const query = requests.log.parse(Object.fromEntries(new URLSearchParams(ctx.querystring)));
    ctx.body = {
      entries: log.entries({
        ...(query.direction && { direction: query.direction }),
        ...(query.channel && { channel: query.channel }),
        ...(query.text && { text: query.text }),
        ...(query.after && { afterId: Number(query.after) }),
        problemsOnly: query.problems === '1',
        limit: Number(query.limit ?? 200),
      }),
    } satisfies LogPage;
  });
  router.get('/media/:id', (ctx) => sendMedia(platform, ctx, ctx.params.id ?? ''));

  router.post('/say', async (ctx) => {
    const body = await read(ctx, requests.say);
    ctx.body = await answers(body.from, actions.say(body.from, body.conversation, body.text));
  });
  router.post('/enter', async (ctx) => {
    const body = await read(ctx, requests.place);
    ctx.body = await answers(body.from, actions.enter(body.from, body.conversation));
  });
  router.post('/read', async (ctx) => {
    const body = await read(ctx, requests.place);
    actions.read(body.from, body.conversation);
    ctx.body = { answers: [] } satisfies ActionAnswer;
  });
  router.post('/click', async (ctx) => {
    const body = await read(ctx, requests.click);
    const press = { on: body.on ?? 'button', key: body.key, chosen: body.selected ?? {} };
    ctx.body = await answers(body.from, actions.press(body.from, body.bubble, press));
  });
  router.post('/menu', async (ctx) => {
    const body = await read(ctx, requests.menu);
    ctx.body = await answers(body.from, actions.menu(body.from, body.agentId, body.key));
  });
  router.post('/upload', async (ctx) => {
    const body = await read(ctx, requests.upload, 28 * MB);
    const bytes = Buffer.from(body.data, 'base64');
    if (bytes.length > platform.settings.fileMaxBytes) throw new BadRequest('the file is too large');
    const upload = actions.upload(body.from, body.conversation, { fileName: body.fileName, bytes });
    ctx.body = await answers(body.from, upload);
  });
  router.post('/clock', async (ctx) => {
    await moveClock(await read(ctx, requests.clock));
    ctx.body = clockView(platform, calendar) satisfies ClockView;
  });
  router.post('/faults', async (ctx) => {
    const body = await read(ctx, requests.faults);
    if (body.set) faults.set(body.set);
    for (const app of world.apps.values()) {
      if (body.token === 'expire') tokens.expire(app.agentId);
      if (body.token === 'invalidate') tokens.invalidate(app.agentId);
    }
    ctx.body = faults.state;
  });
  router.post('/verify', async (ctx) => {
    const body = await read(ctx, requests.verify);
    const app = world.apps.get(body.agentId);
    if (!app) throw new BadRequest('no such application');
    const candidate = { ...app, callbackUrl: body.url ?? app.callbackUrl };
    const check = await verifyUrl(platform, candidate);
    if (check.ok && body.url) world.changeApp(app.agentId, { callbackUrl: body.url });
    ctx.body = check satisfies VerifyAnswer;
  });

  async function moveClock(request: ClockRequest): Promise<void> {
    const now = clock.now();
    switch (request.op) {
      case 'freeze':
        return clock.freeze();
      case 'unfreeze':
        return clock.unfreeze();
      case 'to':
        return clock.advanceTo(request.at);
      case 'by':
        return clock.advanceBy(request.ms);
      case 'jump':
        if (request.to === 'hour') return clock.advanceTo(oneHourLater(now));
        if (request.to === 'monday') return clock.advanceTo(nextMondayAtNine(now));
        return clock.advanceTo(lastWorkdayEvening(now, calendar));
    }
  }

  return router.routes() as unknown as Koa.Middleware;
}

async function read<T>(ctx: Koa.Context, schema: z.ZodType<T>, limit = 256 * 1024): Promise<T> {
  const raw = await getRawBody(ctx.req, { limit });
  let value: unknown;
  try {
    value = JSON.parse(raw.toString());
  } catch {
    throw new BadRequest('not JSON');
  }
  return schema.parse(value);
}

const inlineTypes = new Set(['image/png', 'image/jpeg', 'image/gif']);

/** A file of a message. Only pictures are shown in place: anything else could be a page with a script. */
export function sendMedia({ world }: Platform, ctx: Koa.Context, id: string): void {
  const media = world.media.find(id);
  if (!media) {
    ctx.status = 404;
    ctx.body = '';
    return;
  }
  const isPicture = inlineTypes.has(media.contentType);
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('content-security-policy', "default-src 'none'; sandbox");
  ctx.type = isPicture ? media.contentType : 'application/octet-stream';
  if (!isPicture) ctx.set('content-disposition', contentDisposition(media.fileName));
  ctx.body = media.bytes;
}
