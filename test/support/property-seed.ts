/** Every property runs with this seed, so that a failure comes back. */
export const SEED = 20_260_601;
