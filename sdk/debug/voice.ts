import type { Say } from '../problems.ts';
import type { Settings } from '../settings.ts';
import { SENTENCES } from './sentences.ts';

/** Sentences of one code that are said one by one. */
const EACH = 5;

/** Says each sentence once, and of one code only a few. */
export function createVoice(settings: Settings): Say {
  const said = new Map<string, Set<string>>();
  return (code, detail) => {
    const sentence = SENTENCES[code](detail, settings);
    const before = said.get(code) ?? new Set();
    said.set(code, before);
    if (before.has(sentence) || before.size >= EACH) return;
    before.add(sentence);
    const more =
      before.size === EACH ? ' More of the kind are only counted, in covey.diagnostics().' : '';
    const text = `covey: ${sentence}${more} [${code}]`;
    // An error comes with the place where it was thrown.
    if (detail instanceof Error) console.warn(text, detail);
    else console.warn(text);
  };
}
