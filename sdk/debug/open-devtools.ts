import type { LoadPart, PartFile, Parts } from '../parts/index.ts';
import type { DebugSource } from './source.ts';
import type { Heard } from './watch-events.ts';

/** What the developer's tools need of the engine that the page runs. */
export interface EngineAtHand {
  readonly loadPart: LoadPart;
  readonly part: <N extends 'explain' | 'returning'>(name: N) => Promise<Parts[N]>;
}

/** Written by the build. */
declare const DEVTOOLS: PartFile;
const FILE = typeof DEVTOOLS === 'undefined' ? undefined : DEVTOOLS;

/** Loads the developer's tools, and opens them on what was heard; gives what closes them. */
export async function openDevtools(
  source: DebugSource,
  { loadPart, part }: EngineAtHand,
  heard: Heard[],
  onClosed: () => void,
): Promise<() => void> {
  const [devtools, { explain }, { createEngine }] = await Promise.all([
    loadPart(FILE, 'devtools') as Promise<Parts['devtools']>,
    part('explain'),
    part('returning'),
  ]);
  return devtools.openDevtools({ ...source, heard, onClosed, createEngine, explain });
}
