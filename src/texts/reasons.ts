import type { Reason } from '../domain/stage.ts';
import { inline, typed } from './format.ts';

const KIND = { lost: '丢单', invalid: '无效' } as const;

/** What is said about the reasons for closing. */
export const reasons = {
  list: (all: readonly Reason[]) =>
    [
      ...(['lost', 'invalid'] as const).map((kind) => `${KIND[kind]}：${namesOf(all, kind, 'choosable').join('、')}`),
      archivedOnes(all),
      '改法：/原因 添加 丢单 名字，/原因 改名 丢单 旧名 新名，/原因 归档 丢单 名字',
    ]
      .filter(Boolean)
      .join('\n'),
  whichKind: (action: string) => `${action}哪一种原因`,
  which: (action: string) => `${action}哪个原因，直接回名字`,
  newName: (name: string) => `「${inline(name)}」改叫什么，直接回名字`,
  added: ({ kind, name }: Reason) => `${KIND[kind]}原因有「${name}」了。例如 /${KIND[kind]} 客户 ${typed(name)}`,
  renamed: ({ before, reason }: { before: Reason; reason: Reason }) =>
    `${KIND[reason.kind]}原因「${before.name}」改名为「${reason.name}」，以前记的也跟着改。例如 /${KIND[reason.kind]} 客户 ${typed(reason.name)}`,
  archived: ({ kind, name }: Reason) =>
    `${KIND[kind]}原因「${name}」归档了，以后不能选，以前记的还在。要恢复发 /原因 添加 ${KIND[kind]} ${typed(name)}`,
} as const;

function namesOf(all: readonly Reason[], kind: Reason['kind'], which: 'choosable' | 'archived'): readonly string[] {
  return all.filter((one) => one.kind === kind && one.archived === (which === 'archived')).map(({ name }) => name);
}

function archivedOnes(all: readonly Reason[]): string {
  const parts = (['lost', 'invalid'] as const).flatMap((kind) => {
    const names = namesOf(all, kind, 'archived');
    return names.length === 0 ? [] : [`${KIND[kind]} ${names.join('、')}`];
  });
  return parts.length === 0 ? '' : `已归档：${parts.join('；')}`;
}
