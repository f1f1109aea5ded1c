import { GrowthBook } from '@growthbook/growthbook';
import type { Definitions } from '../../../shared/definitions/types.ts';
import type { Send } from '../in-page.ts';

/** The three aggregates that a few lines of a site's own code can keep. */
type Kind = 'count' | 'sum' | 'since';

/**
 * It decides and keeps no behaviour: a page's own running totals stand in for that, without windows or
 * storage. After each event every segment is asked for, as a feature with the segment's condition.
 */
export async function start(): Promise<Send> {
  const { segments, metrics = {} } = (await (
    await fetch('/definitions.json')
  ).json()) as Definitions;
  const ids = Object.keys(segments);
  const features = Object.fromEntries(
    Object.entries(segments).map(([id, { when }]) => [
      id,
      { defaultValue: false, rules: [{ condition: when as never, force: true }] },
    ]),
  );
  const metric = Object.fromEntries(Object.keys(metrics).map((id) => [id, 0]));
  const attributes = {
    trait: {},
    metric,
    session: { number: 1, pages: 0 },
    geo: { country: 'DE', city: 'Berlin' },
    segment: {},
  };
  const growthbook = new GrowthBook({ attributes, features });
  const readers = new Map<string, [id: string, kind: Kind, property: string][]>();
  for (const [id, definition] of Object.entries(metrics))
    for (const kind of ['count', 'sum', 'since'] as const)
      for (const source of [(definition as Partial<Record<Kind, unknown>>)[kind] ?? []].flat()) {
        const [name = '', property = ''] = String(source).split('.');
        readers.set(name, [...(readers.get(name) ?? []), [id, kind, property]]);
      }
  return (name, props) => {
    for (const [id, kind, property] of readers.get(name) ?? [])
      metric[id] =
        kind === 'since' ? 0 : (metric[id] ?? 0) + (kind === 'sum' ? Number(props[property]) : 1);
    void growthbook.setAttributes({ ...attributes });
    for (const id of ids) growthbook.isOn(id);
  };
}
