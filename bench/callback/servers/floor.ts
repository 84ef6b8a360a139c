import { listen } from '../../support/listen.ts';
import { serveChild } from '../../support/serve-child.ts';
import { createAnswers } from '../answers.ts';
import { createBareWecomServer } from '../bare-wecom-server.ts';
import { readLine } from '../lines.ts';
import { readSeedStages } from '../seed-stages.ts';

/** Verifies, decrypts, answers, encrypts; knows and keeps nothing. */
await serveChild(async () => {
  const answers = createAnswers(await readSeedStages());
  return listen(
    createBareWecomServer(({ content }) => {
      const { isForward, name, note } = readLine(content);
      const lead = Number(/[0-9]+$/.exec(name)?.[0]);
      return (isForward ? answers.forward(lead, name, note) : answers.back(name, note)).text;
    }),
  );
});
