import { inline } from './format.ts';

/** What help needs to know of a command. */
export interface CommandHelp {
  readonly title: string;
  readonly aliases: readonly string[];
  readonly usage: string;
  readonly summary: string;
  readonly examples: readonly string[];
  /** Its place among all: below 200 what one does every day, 300 to 499 what the numbers say. */
  readonly order: number;
}

/** Help, made from the commands' own declarations. */
export const help = {
  unknown: (word: string) => `没有「${inline(word)}」这条命令，或者你不能用`,
  /** Stands in an example where one's own customer belongs, when there is none yet. */
  someLead: '客户名',
  /** What one does every day in full, everything else by its name: a list nobody reads helps nobody. */
  all: (commands: readonly CommandHelp[]) => {
    const daily = commands.filter(({ order }) => order < 200);
    const numbers = commands.filter(({ order }) => order >= 300 && order < 500);
    const rest = commands.filter(({ order }) => order >= 200 && order < 900 && !(order >= 300 && order < 500));
    return [
      '每天用的（方括号里的可以不写）：',
      ...daily.map(({ usage, summary }) => `${usage}  ${summary}`),
      ...namesLine('看数字', numbers),
      ...namesLine('还有', rest),
      '一条命令怎么用：/帮助 推进',
    ].join('\n');
  },
  one: ({ title, aliases, usage, summary, examples }: CommandHelp) =>
    [
      `/${title}：${summary}`,
      `写法：${usage}`,
      ...(aliases.length > 0 ? [`也可以写：${aliases.map((alias) => `/${alias}`).join(' ')}`] : []),
      '例如：',
      ...examples.map((example) => `/${example}`),
    ].join('\n'),
} as const;

function namesLine(title: string, commands: readonly CommandHelp[]): string[] {
  return commands.length === 0 ? [] : [`${title}：${commands.map((command) => `/${command.title}`).join(' ')}`];
}
