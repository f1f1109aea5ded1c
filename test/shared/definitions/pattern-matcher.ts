/** A backtracking matcher as slow as real ones, that only counts: it finds nothing, and stops when told to. */

export type Part =
  | { readonly type: 'set'; readonly characters: string }
  | { readonly type: 'sequence' | 'choice'; readonly parts: readonly Part[] }
  | {
      readonly type: 'repeat';
      readonly part: Part;
      readonly least: number;
      readonly most: number;
      readonly isLazy: boolean;
    }
  | { readonly type: 'look'; readonly part: Part; readonly sign: '?=' | '?!' | '?<=' | '?<!' }
  | { readonly type: 'group'; readonly part: Part }
  | { readonly type: 'back' }
  | { readonly type: 'start' };

/** As it is written in a definition. */
export const written = (part: Part): string => {
  switch (part.type) {
    case 'set':
      return part.characters.length === 1 ? part.characters : `[${part.characters}]`;
    case 'sequence':
      return part.parts.map(written).join('');
    case 'choice':
      return `(?:${part.parts.map(written).join('|')})`;
    case 'repeat':
      return `(?:${written(part.part)}){${part.least},${part.most === Infinity ? '' : part.most}}${part.isLazy ? '?' : ''}`;
    case 'look':
      return `(${part.sign}${written(part.part)})`;
    case 'group':
      return `(${written(part.part)})`;
    case 'back':
      return '\\1';
    case 'start':
      return '^';
  }
};

class Enough extends Error {}

/** How many characters are read until a match of the whole pattern has failed everywhere. */
export const charactersRead = (pattern: Part, text: string, enough: number): number => {
  let read = 0;
  let held = '';
  const consume = (): void => {
    read += 1;
    if (read > enough) throw new Enough();
  };
  type Next = (at: number) => boolean;
  const match = (part: Part, at: number, step: 1 | -1, next: Next): boolean => {
    switch (part.type) {
      case 'set': {
        const character = text[step === 1 ? at : at - 1];
        if (character === undefined || !part.characters.includes(character)) return false;
        consume();
        return next(at + step);
      }
      case 'sequence': {
        const order = step === 1 ? part.parts : part.parts.toReversed();
        const from = (i: number, here: number): boolean => {
          const one = order[i];
          return one === undefined
            ? next(here)
            : match(one, here, step, (there) => from(i + 1, there));
        };
        return from(0, at);
      }
      case 'choice':
        return part.parts.some((one) => match(one, at, step, next));
      case 'repeat': {
        const again = (times: number, here: number): boolean => {
          const more = (): boolean =>
            times < part.most &&
            match(
              part.part,
              here,
              step,
              (there) => (there !== here || times < part.least) && again(times + 1, there),
            );
          if (times < part.least) return more();
          return part.isLazy ? next(here) || more() : more() || next(here);
        };
        return again(0, at);
      }
      case 'look': {
        const found = match(part.part, at, part.sign.includes('<') ? -1 : 1, () => true);
        return found === part.sign.endsWith('=') && next(at);
      }
      case 'group':
        return match(part.part, at, step, (there) => {
          const before = held;
          held = text.slice(Math.min(at, there), Math.max(at, there));
          const found = next(there);
          held = before;
          return found;
        });
      case 'back': {
        const here =
          step === 1 ? text.slice(at, at + held.length) : text.slice(at - held.length, at);
        if (here !== held || (step === -1 && at < held.length)) return false;
        [...held].forEach(consume);
        return next(at + step * held.length);
      }
      case 'start':
        return at === 0 && next(at);
    }
  };
  try {
    for (let start = 0; start <= text.length; start += 1) match(pattern, start, 1, () => false);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return read;
};
