import { explain, type Voice, voiceIn } from '../shared/engine/explain/index.ts';
import type { Engine, Explanation } from '../shared/engine/types.ts';
import { explain as english } from '../shared/words/en.ts';
import type { Speech } from './words/index.ts';

let last: { readonly speech: Speech | null; readonly voice: Voice } | undefined;

/** What explains the segments of an engine as the visitor is spoken to; in English where nothing else can be had. */
export const explainIn = (
  engine: Engine,
  speech: Speech | null,
): ((id: string) => Explanation | null) => {
  if (last?.speech !== speech)
    last = { speech, voice: voiceIn(speech?.language, speech?.fill('explain', english)) };
  const { voice } = last;
  return (id) => explain(engine, id, voice);
};
