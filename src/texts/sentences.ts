import { inline } from './format.ts';

/** What is said to a line that says in plain words what to do. */
export const sentences = {
  unsure: '你是不是要发',
  named: (name: string) => `没看懂要对${inline(name)}做什么，你是不是要发`,
  /** `name` and `line` as they can be sent. */
  doubted: (name: string, line: string) =>
    `这句像是在问，或者还没定，我什么都没记\n看它现在怎样：/查 ${inline(name)}\n已经定了就发：${inline(line, 200)}`,
} as const;
