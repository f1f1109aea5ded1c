// Parts that are needed whatever is granted.
import type { DebugSource } from '../debug/source.ts';
import type { PanelSource } from '../panel/source.ts';
import { createPartLoader, type LoadPart, type Parts } from '../parts/index.ts';
import type { Say } from '../problems.ts';
import type { PreviewOptions } from '../preview/index.ts';
import type { TakeOverOptions } from '../take-over.ts';

const partOf = <N extends keyof Parts>(loadPart: LoadPart, name: N): Promise<Parts[N]> =>
  createPartLoader(loadPart, () => {}).load(name);

/** Takes up what an earlier version left, or shows what is to be previewed; its code is loaded for it. */
export async function takeOver(
  options: TakeOverOptions & PreviewOptions & { readonly loadPart: LoadPart },
): Promise<void> {
  if (!options.host.channel) {
    const preview = await partOf(options.loadPart, 'preview');
    return preview.showPreview(options);
  }
  const upkeep = await partOf(options.loadPart, 'upkeep');
  await upkeep.takeOver(options);
}
export async function showPanel(source: PanelSource): Promise<void> {
  const parts = createPartLoader(source.loadPart, () => {});
  const speech = parts.speech(source);
  const panel = await parts.load('panel');
  panel.openPanel(source, await speech);
}
/** Words for developers. */
export async function findWords(source: DebugSource, loadPart: LoadPart): Promise<Say> {
  const debug = await partOf(loadPart, 'debug');
  return debug.startDebug(source, { loadPart, part: (name) => partOf(loadPart, name) });
}
