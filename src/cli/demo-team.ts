import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { memberId, stageId } from '../domain/ids.ts';
import type { LeadFact } from '../domain/lead-event.ts';
import { addDays, dayStart, localDay } from '../domain/period.ts';
import { importLeads, type LeadHistory } from '../usecases/import-leads.ts';
import type { UnitOfWork } from '../usecases/ports.ts';

const demoEvent = z.object({
  daysAgo: z.number().int().min(0),
  time: z.string().regex(/^[0-9]{2}:[0-9]{2}$/),
  type: z.enum(['created', 'moved', 'touched', 'closed']),
  to: z.string().optional(),
  text: z.string().optional(),
  kind: z.enum(['won', 'lost', 'invalid']).optional(),
  reason: z.string().optional(),
});

const demoLead = z.object({
  name: z.string(),
  owner: z.string(),
  source: z.string(),
  amountYuan: z.number().nullable(),
  contact: z.string(),
  phone: z.string(),
  nextInDays: z.number().int().optional(),
  nextText: z.string().optional(),
  events: z.array(demoEvent).min(1),
});

const demoTeam = z.object({
  members: z.array(
    z.object({
      userid: z.string(),
      name: z.string(),
      role: z.enum(['rep', 'manager', 'admin']),
      team: z.string().nullable(),
    }),
  ),
  leads: z.array(demoLead),
});

/**
 * Fills an empty database with the demo's sales team and its leads, whose histories end shortly before `now`. A
 * database that has any member is left alone.
 */
export async function seedDemoTeam(uow: UnitOfWork, file: string, now: number, timeZone: string): Promise<void> {
  const demo = demoTeam.parse(JSON.parse(readFileSync(file, 'utf8')));
  await uow.run(async (stores) => {
    if ((await stores.members.all()).length > 0) return;
    const teams = new Set(demo.members.flatMap(({ team }) => (team === null ? [] : [team])));
    for (const team of teams) await stores.members.addTeam(team);
    for (const member of demo.members) await stores.members.save({ ...member, id: memberId(member.userid) }, now);
    const deps = { stores, now, timeZone, joining: { open: true, admins: new Set<string>() } };
    const leads = demo.leads.map((lead) => historyOf(lead, now, timeZone));
    await importLeads(deps, { by: memberId('system'), leads });
  });
}

function historyOf(lead: z.infer<typeof demoLead>, now: number, timeZone: string): LeadHistory {
  const today = localDay(now, timeZone);
  const actor = memberId(lead.owner);
  let stage = stageId('lead');
  const events: { fact: LeadFact; at: number; actor: typeof actor }[] = [];
  for (const { daysAgo, time, type, to, text, kind, reason } of lead.events) {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    const at = dayStart(addDays(today, -daysAgo), timeZone) + (hour * 60 + minute) * 60_000;
    const fact = ((): LeadFact => {
      switch (type) {
        case 'created':
          return {
            type,
            to: stageId(to ?? 'lead'),
            name: lead.name,
            owner: actor,
            source: lead.source,
            contact: lead.contact,
            phone: lead.phone,
            ...(lead.amountYuan !== null && { amountFen: Math.round(lead.amountYuan * 100) }),
          };
        case 'moved':
          return { type, from: stage, to: stageId(to ?? 'lead') };
        case 'touched':
          return { type, text: text ?? '' };
        case 'closed':
          return { type, from: stage, kind: kind ?? 'lost', ...(reason !== undefined && { reason }) };
      }
    })();
    if ('to' in fact) stage = fact.to;
    // Nothing of the history may lie in the future or before what came before it.
    events.push({ fact, actor, at: Math.min(Math.max(at, events.at(-1)?.at ?? 0), now) });
  }
  const last = events.at(-1);
  if (lead.nextInDays !== undefined && last) {
    const on = addDays(today, lead.nextInDays);
    events.push({
      fact: { type: 'next_step_set', on, ...(lead.nextText !== undefined && { text: lead.nextText }) },
      actor,
      at: last.at,
    });
  }
  return { events };
}
