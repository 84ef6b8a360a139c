import type { About } from '../usecases/index.ts';
import { inline } from './format.ts';

/** Whose numbers: the company's, a team's, somebody's. */
export function whose(about: About): string {
  switch (about.kind) {
    case 'all':
      return '全公司';
    case 'team':
      return inline(about.team);
    case 'member':
      return inline(about.member.name);
  }
}

/** Names in a row, a few of them: `甲、乙 等 7 条`. */
export function fewNames(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map((name) => inline(name));
  return `${shown.join('、')}${names.length > most ? ` 等 ${names.length} 条` : ''}`;
}
