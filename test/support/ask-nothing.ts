import type { UnitOfWork } from '../../src/usecases/ports.ts';

/** Empties every stage's checklist: most conversations are about something else. */
export async function askNothing(uow: UnitOfWork): Promise<void> {
  await uow.run(async ({ settings }) => {
    const { stages } = await settings.pipelineForChange();
    await settings.saveStages(stages.map((stage) => ({ ...stage, checklist: [] })));
  });
}
