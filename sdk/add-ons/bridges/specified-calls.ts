// The calls that Segment specified and RudderStack took over: track, page, identify.
import type { Line } from './contract.ts';

export type SpecifiedLibrary = object;

const isFields = (value: unknown): value is object =>
  // Segment's stub adds where a call was made as the last argument.
  typeof value === 'object' && value !== null && !('__t' in value);

/** Takes one call by the method's name. */
export function hearCall(line: Line, method: unknown, args: readonly unknown[]): void {
  if (method === 'track') line.event(args[0], args.slice(1, 2).find(isFields));
  // A page may have a category and a name before its properties, a visitor an id.
  if (method === 'page') line.event('page_view', args.find(isFields));
  if (method === 'identify') line.traits(args.find(isFields));
}

const METHODS = ['track', 'page', 'identify'];

/**
 * Hears the library as it is called, which is before it has come and where it is blocked, too. What its stub has kept
 * it calls again when it has come.
 */
export function hearCalls(library: SpecifiedLibrary, line: Line, kept: unknown[][]): void {
  if (Array.isArray(library))
    return line.calls(library, 'push', (calls) => {
      for (const call of calls)
        if (Array.isArray(call)) {
          kept.push([...(call as unknown[])]);
          hearCall(line, call[0], call.slice(1));
        }
    });
  for (const method of METHODS)
    line.calls(library, method, (args) => {
      const again = kept.findIndex((call) => isSame(call, [method, ...args]));
      if (again < 0) hearCall(line, method, args);
      else kept.splice(again, 1);
    });
}

/** The same objects, and not only alike. */
const isSame = (call: readonly unknown[], other: readonly unknown[]): boolean =>
  call.slice(0, 3).every((part, at) => isPlace(part) || Object.is(part, other[at]));

const isPlace = (part: unknown) => typeof part === 'object' && part !== null && '__t' in part;
