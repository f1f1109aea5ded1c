import { isDurationFact } from '../definitions/durations.ts';
import type { Subject } from './conditions.ts';
import { type Context, labelOf } from './names.ts';

const own = (words: { readonly [key: string]: string }, key: string): string | undefined =>
  Object.hasOwn(words, key) ? words[key] : undefined;

/** A fact of the visitor as a noun phrase. A metric is called by its name, and noted as mentioned. */
export const factSubject = ({ voice, definitions, mentioned }: Context, fact: string): Subject => {
  const { words, say, quote } = voice;
  const isDuration = isDurationFact(fact);
  const known = own(words.facts, fact);
  if (known !== undefined) return { name: known, fact, isDuration };
  const [, space = '', id = ''] = /^([^.]*)\.(.*)$/s.exec(fact) ?? [];
  switch (space) {
    case 'trait':
    case 'until':
    case 'since':
    case 'anniversary':
      return { name: say(words[space], { name: quote(id) }), isDuration };
    case 'segment':
      return { name: say(words.segment, { name: labelOf(voice, definitions.segments, id) }) };
    case 'metric': {
      const { metrics = {} } = definitions;
      if (Object.hasOwn(metrics, id)) mentioned.add(id);
      return {
        name: say(words.metric, { name: labelOf(voice, metrics, id) }),
        isDuration: 'since' in (metrics[id] ?? {}),
      };
    }
    case 'source': {
      const [touch = '', field = ''] = id.split('.');
      const source = id === `${touch}.${field}` ? own(words.sources, field) : undefined;
      const touched = own(words.touches, touch);
      if (touched !== undefined && source !== undefined)
        return { name: say(touched, { name: source }) };
    }
  }
  return { name: say(words.fact, { name: quote(fact) }) };
};
