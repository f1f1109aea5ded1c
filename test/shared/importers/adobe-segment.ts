// Segment definitions as the Analytics API 2.0 writes them, in few words.
export type Node = { readonly [key: string]: unknown };

export const attr = (name: string, more: Node = {}): Node => ({ func: 'attr', name, ...more });
export const is = (name: string, str: string, func = 'streq'): Node => ({
  func,
  str,
  val: attr(name),
});
export const list = (name: string, values: readonly unknown[], func = 'streq-in'): Node => ({
  func,
  list: values,
  val: attr(name),
});
export const glob = (name: string, pattern: string, func = 'matches'): Node => ({
  func,
  glob: pattern,
  val: attr(name),
});
export const exists = (name: string, func = 'exists'): Node => ({ func, val: attr(name) });
export const happened = (name: string, func = 'event-exists'): Node => ({
  func,
  evt: { func: 'event', name },
});
export const total = (name: string, func: string, num: number): Node => ({
  func,
  num,
  val: { func: 'total', evt: { func: 'event', name } },
});
export const different = (name: string, func: string, num: number): Node => ({
  func,
  num,
  val: { func: 'total-distinct', field: attr(name) },
});
export const container = (context: string, pred: Node): Node => ({
  func: 'container',
  context,
  pred,
});
export const visitors = (pred: Node): Node => container('visitors', pred);
export const visits = (pred: Node): Node => container('visits', pred);
export const hits = (pred: Node): Node => container('hits', pred);
export const and = (...preds: readonly Node[]): Node => ({ func: 'and', preds });
export const or = (...preds: readonly Node[]): Node => ({ func: 'or', preds });
export const without = (pred: Node): Node => ({ func: 'without', pred });
export const inOrder = (...stream: readonly Node[]): Node => ({ func: 'sequence', stream });
export const onlyAfter = (context: string, ...stream: readonly Node[]): Node => ({
  func: 'sequence-prefix',
  context,
  stream,
});
export const onlyBefore = (context: string, ...stream: readonly Node[]): Node => ({
  func: 'sequence-suffix',
  context,
  stream,
});
export const group = (
  func: 'sequence-and' | 'sequence-or',
  ...checkpoints: readonly Node[]
): Node => hits({ func, checkpoints });
export const time = (limit: 'within' | 'after', count: number | string, unit: string): Node => ({
  func: 'time-restriction',
  limit,
  count,
  unit,
});
export const distance = (limit: string, count: number, within: string): Node => ({
  func: 'container-restriction',
  limit,
  count,
  container: within,
});
export const EXCLUDE: Node = { func: 'exclude-next-checkpoint' };
export const segment = (top: Node, more: Node = {}): Node => ({
  id: 's300_1',
  name: 'A',
  rsid: 'examplersid',
  definition: { func: 'segment', version: [1, 0, 0], container: top },
  ...more,
});
