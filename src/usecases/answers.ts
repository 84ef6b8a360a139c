/** What stands between two answers in one text. */
const BETWEEN = /[;；\n]+/;
/** A number somebody put before an answer: `1.`, `2、`, `3)`. */
const NUMBERED = /^\s*[1-9][.、)）:：]\s*/;

/**
 * Answers to questions in their order, out of one text with semicolons or line breaks between them. Questions beyond
 * the last answer stay open; what is more than there are questions belongs to the last.
 */
export function answersTo(questions: readonly string[], text: string): Readonly<Record<string, string>> {
  const parts = questions.length === 1 ? [text] : text.split(BETWEEN);
  const answers = parts.map((part) => part.replace(NUMBERED, '').trim()).filter(Boolean);
  const last = questions.length - 1;
  return Object.fromEntries(
    questions.flatMap((question, at) => {
      const answer = at === last ? answers.slice(at).join('；') : answers[at];
      return answer ? [[question, answer]] : [];
    }),
  );
}
