import { inline } from './format.ts';

/** What help needs to know of a command. */
export interface CommandHelp {
  readonly title: string;
  readonly aliases: readonly string[];
  readonly usage: string;
  readonly summary: string;
  readonly examples: readonly string[];
}

/** Help, made from the commands' own declarations. */
export const help = {
  unknown: (word: string) => `没有「${inline(word)}」这条命令，或者你不能用`,
  all: (commands: readonly CommandHelp[]) =>
    [
      '我能做的（方括号里的可以不写）：',
      ...commands.map(({ usage, summary }) => `${usage}  ${summary}`),
      '一条命令怎么用：/帮助 推进',
    ].join('\n'),
  one: ({ title, aliases, usage, summary, examples }: CommandHelp) =>
    [
      `/${title}：${summary}`,
      `写法：${usage}`,
      ...(aliases.length > 0 ? [`也可以写：${aliases.map((alias) => `/${alias}`).join(' ')}`] : []),
      '例如：',
      ...examples.map((example) => `/${example}`),
    ].join('\n'),
} as const;
