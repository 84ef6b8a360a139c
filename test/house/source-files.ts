import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { projectRoot } from '../../src/project-root.ts';

/** One `import` or re-`export` of a file. */
export interface Import {
  /** A file of ours from the project's root (`src/domain/lead.ts`), or a package's name. */
  readonly target: string;
  /** True when nothing of it is left at run time. */
  readonly isType: boolean;
}

export interface SourceFile {
  /** From the project's root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

/** Every TypeScript file of `folders`, except the sandbox's page, which is a program of its own for the browser. */
export function sourceFiles(...folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .filter((path) => path.endsWith('.ts') && !path.startsWith('src/sandbox/page/'))
      .sort()
      .map((path) => {
        const text = readFileSync(join(projectRoot(), path), 'utf8');
        return { path, text, imports: importsOf(path, text) };
      }),
  );
}

/** `import … from 'x'`, `export … from 'x'`, `import 'x'` at the start of a line, and `import('x')` anywhere. */
const STATEMENT = /^(?:import|export)\s+(?:(type)\s+)?(?:([\w*${}\s,]+?)\s+from\s+)?'([^']+)';?$/gm;
const DYNAMIC = /\bimport\(\s*['"`]([^'"`]+)['"`]\s*\)/g;

export function importsOf(path: string, text: string): readonly Import[] {
  const target = (specifier: string) =>
    specifier.startsWith('.') ? posix.normalize(posix.join(dirname(path), specifier)) : specifier;
  const fixed = [...text.matchAll(STATEMENT)].map(([, type, names, specifier = '']) => ({
    target: target(specifier),
    isType: type !== undefined || isOnlyTypes(names),
  }));
  const dynamic = [...text.matchAll(DYNAMIC)].map(([, specifier = '']) => ({
    target: target(specifier),
    isType: false,
  }));
  return [...fixed, ...dynamic];
}

/** `{ type A, type B }` leaves nothing either. */
function isOnlyTypes(names: string | undefined): boolean {
  const inside = /^\{([^}]*)\}$/.exec(names?.trim() ?? '')?.[1];
  const parts = inside?.split(',').map((part) => part.trim()) ?? [];
  const named = parts.filter((part) => part !== '');
  return named.length > 0 && named.every((part) => part.startsWith('type '));
}
