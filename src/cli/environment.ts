import { existsSync } from 'node:fs';

/** The environment with what `.env` of the working folder adds to it; only entry points ask for it. */
export function loadEnvironment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}
