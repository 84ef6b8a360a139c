import { createSandboxClock } from '../../../../src/sandbox/clock.ts';
import { seedCredentials } from '../../../../src/sandbox/seed-world.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../../src/sandbox/server.ts';
import { START } from '../../support/start.ts';

export const ROBOT = seedCredentials.robot;
export const EAST = 'wrSandboxEast000000000000000001';
export const robotChat = (userid: string) => `robot:${ROBOT.botId}:${userid}`;

/** A sandbox on a frozen clock, and how to end it. */
export async function startRobot(
  options: Partial<SandboxOptions> = {},
): Promise<{ sandbox: Sandbox; close(): Promise<void> }> {
  const clock = createSandboxClock({ startAt: START, frozen: true });
  const sandbox = await createSandbox({ clock, seed: 11, ...options });
  return {
    sandbox,
    async close() {
      await sandbox.close();
      clock.stop();
    },
  };
}

/** What people see of a conversation: who wrote it and what it says. */
export const seenIn = (sandbox: Sandbox, conversation: string): string[] =>
  sandbox.world.bubblesIn(conversation).map(({ author, content }) => {
    const text = 'text' in content ? content.text : content.kind;
    return `${author.name}: ${text}`;
  });

/** A card with two buttons. */
export const buttonCard = (taskId: string) => ({
  card_type: 'button_interaction',
  task_id: taskId,
  main_title: { title: '删除线索？' },
  button_list: [
    { text: '删除', style: 3, key: 'yes' },
    { text: '取消', style: 1, key: 'no' },
  ],
});

/** A card that only shows. */
export const noticeCard = (taskId: string, title: string) => ({
  card_type: 'text_notice',
  task_id: taskId,
  main_title: { title },
  card_action: { type: 1, url: 'https://crm.example.com/lead/17' },
});
