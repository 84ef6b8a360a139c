import type Koa from 'koa';
import getRawBody from 'raw-body';
import { z } from 'zod';
import type { RobotAnswer, RobotRequest } from '../control/contract.ts';
import { guardControl, refuse } from '../control/guard.ts';
import { robotView } from '../control/views.ts';
import { NotPossible } from '../person/not-possible.ts';
import type { Platform } from '../platform.ts';
import type { RobotControls } from './robot-side.ts';

const PATH = '/sandbox/api/robot';
const times = z.int().min(0).max(1000).exactOptional();

const schema = z.strictObject({
  robot: z.string(),
  set: z
    .strictObject({
      robotDropAcks: times,
      robotLateAcks: times,
      robotRepeatAsNew: times,
      robotRefuseSubscribes: times,
      robotIgnoreSubscribes: times,
      robotFailChunk: times,
      robotExpiredMedia: times,
      robotPollAfterFinish: times,
      robotMute: z.boolean().exactOptional(),
    })
    .exactOptional(),
  transport: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('long-connection') }),
      z.strictObject({ kind: z.literal('webhook'), url: z.url({ protocol: /^https?$/ }) }),
    ])
    .exactOptional(),
  connection: z.enum(['kick', 'cut', 'forget']).exactOptional(),
}) satisfies z.ZodType<RobotRequest, RobotRequest>;

/** `POST /sandbox/api/robot`: the page's switches of a robot, described in `control/contract.ts`. */
export function robotControl(platform: Platform, controls: RobotControls): Koa.Middleware {
  const guard = guardControl();

  async function carryOut(request: RobotRequest): Promise<RobotAnswer> {
    const robot = platform.robots.get(request.robot);
    if (!robot) throw new NotPossible('no such robot');
    if (request.set) platform.faults.set(request.set);
    if (request.connection) controls[request.connection](robot.id);
    if (request.transport?.kind === 'long-connection') controls.useLongConnection(robot.id);
    const check =
      request.transport?.kind === 'webhook' ? await controls.useWebhook(robot.id, request.transport.url) : null;
    return { robot: robotView(robot), faults: platform.faults.state, ...(check && { check }) };
  }

  return async (ctx, next) => {
    if (ctx.path !== PATH || ctx.method !== 'POST') return next();
    return guard(ctx, async () => {
      ctx.set('cache-control', 'no-store');
      const raw = await getRawBody(ctx.req, { limit: 64 * 1024 });
      try {
        ctx.body = await carryOut(schema.parse(JSON.parse(raw.toString())));
      } catch (error) {
        if (error instanceof z.ZodError) refuse(ctx, 400, z.prettifyError(error));
        else if (error instanceof NotPossible || error instanceof SyntaxError) refuse(ctx, 400, error.message);
        else throw error;
      }
    });
  };
}
