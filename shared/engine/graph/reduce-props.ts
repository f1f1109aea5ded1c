import type { IngestedEvent } from './visitor-state.ts';
import { cut } from '../values/cut.ts';

type Reduced = { [key: string]: unknown };

/** Only what the paths name; undefined where nothing of it is there. */
export const reduceProps = (
  props: IngestedEvent['props'],
  paths: readonly string[],
): Reduced | undefined => {
  let reduced: Reduced | undefined;
  for (const path of paths) {
    const [first, ...inside] = path.split('.') as [string, ...string[]];
    const items = props?.[first];
    if (first !== 'items' || !Array.isArray(items) || inside.length === 0)
      reduced = pick(props, [first, ...inside], reduced) as Reduced | undefined;
    else {
      const before = reduced?.['items'] as unknown[] | undefined;
      reduced = {
        ...reduced,
        items: items.map((item: unknown, i) => pick(item, inside, before?.[i]) ?? {}),
      };
    }
  }
  return reduced;
};

/** Copies what stands at a path into what other paths have copied. A list is copied whole. */
const pick = (from: unknown, path: readonly string[], into: unknown): unknown => {
  const [step, ...rest] = path;
  if (step === undefined || Array.isArray(from)) return cut(from);
  if (typeof from !== 'object' || from === null || !Object.hasOwn(from, step)) return into;
  const copied = pick((from as Reduced)[step], rest, (into as Reduced | undefined)?.[step]);
  return copied === undefined ? into : { ...(into as Reduced | undefined), [step]: copied };
};
