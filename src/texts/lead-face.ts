import { localDay } from '../domain/period.ts';
import type { LeadView } from '../usecases/index.ts';
import { dateOf, daysAgo, duration, inline, money, type Today } from './format.ts';

/** Rows of a card show about this many characters (WeCom doc 101032). */
const VALUE = 26;

/** A lead as the face of a card: short, for what is longer is cut on a phone. */
export function leadFace({ lead, stage, ownerName, stageDays, idleDays }: LeadView, { now, timeZone }: Today) {
  const rows: readonly (readonly [string, string])[] = [
    ['负责人', inline(ownerName, VALUE)],
    ['动静', daysAgo(idleDays)],
    ['金额', lead.amountFen === null ? '' : money(lead.amountFen)],
    ['来源', inline(lead.source, VALUE)],
    ['联系人', inline([lead.contact, lead.phone].filter(Boolean).join(' '), VALUE)],
    [
      '下一步',
      lead.nextOn === null ? '' : inline(`${dateOf(lead.nextOn, localDay(now, timeZone))} ${lead.nextText}`, VALUE),
    ],
  ];
  return {
    title: `${inline(lead.name, 20)} (#${lead.id})`,
    subtitle: `${stage.name} ${duration(stageDays)}`,
    fields: rows.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value })),
  };
}

/** The button that moves a lead on. */
export function pushTo(stage: string): string {
  const label = `推进到${stage}`;
  return [...label].length <= 10 ? label : '推进';
}
