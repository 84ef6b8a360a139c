/** The robot both sides of the bench know. */
export const ROBOT = { botId: 'aibBench0000000000000001', secret: 'bench-robot-secret-not-a-real-one' } as const;
