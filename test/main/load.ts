import { type Callbacks, createCallbacks, type Said, say } from '../app/callbacks.ts';

/** A message that got an answer, and the answer. */
export interface Answered {
  readonly message: Said;
  /** Found in the one event this command writes, and nowhere else. */
  readonly tag: string;
  readonly content: string;
}

interface Command {
  readonly message: Said;
  readonly tag: string;
}

/** The commands of one rep's day: a new lead, then followed up, moved and moved back for ever; no line twice. */
function* dayOf(rep: number): Generator<Command, never> {
  const from = `rep${rep}`;
  const name = `Company${rep}x`;
  yield { message: say(from, `/新建 ${name} 来源=官网`), tag: name };
  for (let line = 0; ; line++) {
    const tag = `tag${rep}x${line}x`;
    const words =
      [`/跟进 ${name} 聊了 ${tag}`, `/推进 ${name} 商机 ${tag}`, `/退回 ${name} 线索 ${tag}`][line % 3] ?? '';
    yield { message: say(from, words), tag };
  }
}

/**
 * Reps who each wait for an answer before they say the next thing. What got no answer is said again, as the platform
 * repeats it, before anything new.
 */
export function createLoad(reps: number) {
  const days = Array.from({ length: reps }, (_, rep) => dayOf(rep));
  const unanswered = new Map<number, Command>();
  const answered: Answered[] = [];
  /** Got an empty answer, which promises nothing yet: a machine this busy is what deadlines are for. */
  const late: Command[] = [];
  /** Answers that are none of: a reply, an empty one, a broken connection. */
  const odd: unknown[] = [];

  async function work(rep: number, callbacks: Callbacks, isOver: () => boolean, onAnswer: () => void) {
    while (!isOver()) {
      const command = unanswered.get(rep) ?? days[rep]?.next().value;
      if (!command) return;
      unanswered.set(rep, command);
      const delivered = await callbacks.deliver(command.message).catch(() => undefined);
      if (!delivered) return;
      if (delivered.status !== 200) {
        odd.push(delivered);
        return;
      }
      unanswered.delete(rep);
      if (delivered.content === undefined) late.push(command);
      else answered.push({ ...command, content: delivered.content });
      onAnswer();
    }
  }

  return {
    answered,
    late,
    odd,
    unanswered: () => [...unanswered.values()],
    /** Works until `isOver` or until the other side is gone; `onAnswer` is told the number of answers of this run. */
    async run(url: string, isOver: () => boolean, onAnswer: (answers: number) => void = () => {}) {
      const callbacks = createCallbacks({ url: () => url, now: Date.now, connections: reps });
      let answers = 0;
      await Promise.all(days.map((_, rep) => work(rep, callbacks, isOver, () => onAnswer(++answers))));
      await callbacks.close();
    },
  };
}

export type Load = ReturnType<typeof createLoad>;
