import { readFileSync } from 'node:fs';

/** The parts of a .cpuprofile that are read here. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: Frame;
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

interface Frame {
  readonly functionName: string;
  readonly url: string;
  /** From 0. */
  readonly lineNumber: number;
}

export interface CostBy {
  readonly what: string;
  readonly selfUs: number;
}

const PACKAGES = '/node_modules/';
/** better-sqlite3's native methods: SQLite itself, whoever calls it. */
const SQLITE_METHODS: ReadonlySet<string> = new Set(['run', 'all', 'get', 'prepare', 'exec', 'pragma']);

/**
 * Self time in a CPU profile, by function and by part of the program, largest first; idling is left out. The samples are
 * of wall-clock time: on a busy machine, whatever runs long also seems to wait.
 */
export function readCpuProfile(file: string): {
  readonly byFunction: readonly CostBy[];
  readonly byArea: readonly CostBy[];
} {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8')) as CpuProfile;
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const byFunction = new Map<string, number>();
  const byArea = new Map<string, number>();
  for (const [at, id] of samples.entries()) {
    const frame = frames.get(id);
    const us = timeDeltas[at] ?? 0;
    if (!frame || frame.functionName === '(idle)') continue;
    const caller = frame.url === '' ? callerOf(id, frames, parents) : undefined;
    const area = areaOf(frame, caller);
    // Switching the profiler on costs some milliseconds, which are in its own profile.
    if (area === 'node:inspector') continue;
    add(byFunction, nameOf(frame, caller), us);
    add(byArea, area, us);
  }
  return { byFunction: sorted(byFunction), byArea: sorted(byArea) };
}

/** A native function has no place of its own: it counts for the script that called it. */
function callerOf(id: number, frames: ReadonlyMap<number, Frame>, parents: ReadonlyMap<number, number>) {
  for (let above = parents.get(id); above !== undefined; above = parents.get(above)) {
    const frame = frames.get(above);
    if (frame && frame.url !== '') return frame;
  }
  return undefined;
}

function isGarbageCollector({ functionName }: Frame): boolean {
  return functionName === '(garbage collector)';
}

function nameOf(frame: Frame, caller: Frame | undefined): string {
  if (isGarbageCollector(frame)) return frame.functionName;
  const name = (called: Frame) => called.functionName || '(anonymous)';
  const at = caller ?? frame;
  if (at.url === '') return name(frame);
  return `${name(frame)}${caller ? ` ← ${name(caller)}` : ''}  ${shortUrl(at.url)}:${at.lineNumber + 1}`;
}

function shortUrl(url: string): string {
  const inPackage = url.lastIndexOf(PACKAGES);
  if (inPackage >= 0) return url.slice(inPackage + PACKAGES.length);
  return url.replace(/^.*\/(?:dist\/)?((?:src|commands|bench)\/)/, '$1');
}

/** A package, a room of the source tree, or a module of Node. */
function areaOf(frame: Frame, caller: Frame | undefined): string {
  if (isGarbageCollector(frame)) return 'GC';
  if (frame.url === '' && SQLITE_METHODS.has(frame.functionName)) return 'SQLite';
  const { url, functionName } = caller ?? frame;
  if (url === '') return functionName;
  const [first = '', second] = shortUrl(url).split('/');
  const isDeep = url.startsWith('node:') || first.startsWith('@') || !url.includes(PACKAGES);
  return isDeep && second !== undefined ? `${first}/${second}` : first;
}

function add(costs: Map<string, number>, what: string, us: number): void {
  costs.set(what, (costs.get(what) ?? 0) + us);
}

function sorted(costs: ReadonlyMap<string, number>): CostBy[] {
  return [...costs].map(([what, selfUs]) => ({ what, selfUs })).sort((a, b) => b.selfUs - a.selfUs);
}
