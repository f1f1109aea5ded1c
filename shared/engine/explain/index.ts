// Why an engine answers as it does, in data and in words. Apart from the engine: who does not explain need not load it.
import { insideOf } from '../runtime/engine.ts';
import type { Engine, Explanation } from '../types.ts';
import { explainSegment } from './explain.ts';
import { type Voice, voiceIn } from './voice.ts';

export { type Voice, voiceIn } from './voice.ts';

let english: Voice | undefined;

/** Why a segment's answer is what it is, since when and until when; null for an unknown id; in English by default. */
export const explain = (
  engine: Engine,
  id: string,
  voice: Voice = (english ??= voiceIn()),
): Explanation | null => {
  const inside = insideOf(engine);
  const { compiledSegments, segmentIndexes } = inside.program;
  const segment = compiledSegments[segmentIndexes.get(id) ?? -1];
  return segment ? explainSegment(inside, segment, voice) : null;
};
