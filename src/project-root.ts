import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the project's package.json: `data/` is found from here, built or not. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(`${folder}/package.json`) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

/** Folder of the commands beside this source tree: compiled ones for the compiled program. */
export function commandsFolder(): string {
  return fileURLToPath(new URL('../commands', import.meta.url));
}
