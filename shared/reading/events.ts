import type { EventSelector, Window } from '../definitions/types.ts';
import { parseDuration } from '../definitions/durations.ts';
import { unitOf } from '../words/formats.ts';
import { type Context, labelOf } from './names.ts';

/** "viewed a product", "entered “Fans”", "triggered “my_event”"; of several, one or another. */
export const didText = (context: Context, events: EventSelector): string => {
  const { voice, definitions } = context;
  const { words, say } = voice;
  const one = (event: string): string => {
    const did: { readonly [event: string]: string } = words.did;
    if (Object.hasOwn(did, event)) return did[event] ?? '';
    const [, edge, id = ''] = /^(enter|leave):(.*)$/s.exec(event) ?? [];
    if (edge)
      return say(edge === 'enter' ? words.entered : words.left, {
        name: labelOf(voice, definitions.segments, id),
      });
    return say(words.didOther, { name: voice.quote(event) });
  };
  return voice.list([events].flat().map(one), 'disjunction');
};

/** "in the last 7 days"; "so far" where nothing is said. */
export const windowText = ({ voice }: Context, window: Window | undefined): string => {
  const { words, say } = voice;
  const { windows } = words;
  if (window === undefined) return windows.ever;
  if (window === 'session' || window === 'today' || window === 'week' || window === 'month')
    return windows[window];
  if (typeof window === 'string') {
    const ms = parseDuration(window) ?? 0;
    const [unit, size] = unitOf(ms) ?? (['second', 1000] as const);
    return say(windows.last[unit], {}, ms / size);
  }
  if ('sessions' in window) return say(windows.sessions, {}, window.sessions);
  if ('from' in window)
    return say(windows.between, {
      from: voice.instant(window.from),
      to: voice.instant(window.to),
    });
  if ('first' in window) return say(windows.first, { span: voice.duration(window.first) });
  return say(windows.earlier, {
    span: voice.duration(window.length),
    ago: voice.duration(window.ago),
  });
};
