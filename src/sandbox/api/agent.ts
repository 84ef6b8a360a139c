import type { App } from '../world/app.ts';
import type { Endpoint, JsonObject } from './endpoint.ts';
import { checkAgent } from './message-send.ts';

const scopeOf = (app: App) => ({
  allow_userinfos: { user: app.visibleTo.users.map((userid) => ({ userid })) },
  allow_partys: { partyid: app.visibleTo.departments },
  allow_tags: { tagid: [] },
});

const summaryOf = (app: App): JsonObject => ({ agentid: app.agentId, name: app.name, square_logo_url: '' });

/** `agent/get` and `agent/list` (WeCom doc 90227): an application sees itself. */
export function agentEndpoints(): Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/cgi-bin/agent/get',
      credential: 'token',
      handle({ app, query }) {
        checkAgent(app, { agentid: query.get('agentid') ?? undefined });
        return {
          ...summaryOf(app),
          description: app.description,
          ...scopeOf(app),
          close: 0,
          redirect_domain: app.trustedDomain,
          report_location_flag: 0,
          isreportenter: app.reportsEnter ? 1 : 0,
          home_url: app.homeUrl,
        };
      },
    },
    {
      method: 'GET',
      path: '/cgi-bin/agent/list',
      credential: 'token',
      empty: { agentlist: [] },
      handle: ({ app }) => ({ agentlist: [summaryOf(app)] }),
    },
  ];
}
