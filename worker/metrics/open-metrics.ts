import type { Series } from './series.ts';

export const OPEN_METRICS_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

interface Family {
  readonly name: string;
  readonly type: 'counter' | 'histogram' | 'info';
  readonly unit?: string;
  readonly help: string;
}

const FAMILIES: readonly Family[] = [
  {
    name: 'covey_requests',
    type: 'counter',
    help: 'Requests answered, by route, method and status.',
  },
  {
    name: 'covey_reports',
    type: 'counter',
    help: 'Count reports accepted (repetitions included), and refused by the code of the refusal.',
  },
  {
    name: 'covey_object_duration_seconds',
    type: 'histogram',
    unit: 'seconds',
    help: 'How long the Worker waited for a Durable Object.',
  },
  {
    name: 'covey_object_failures',
    type: 'counter',
    help: 'Calls of a Durable Object that failed.',
  },
  { name: 'covey_build', type: 'info', help: "Covey's version." },
];

/** The series as OpenMetrics text 1.0, a family at a time. */
export function openMetrics(series: Series): string {
  const lines = FAMILIES.flatMap(({ name, type, unit, help }) => {
    const samples = Object.entries(series)
      .filter(([key]) => key.replace(/\{.*/s, '').replace(SUFFIX[type], '') === name)
      .toSorted(type === 'histogram' ? byBound : byName);
    return [
      `# TYPE ${name} ${type}`,
      ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
      `# HELP ${name} ${help}`,
      ...samples.map(([key, value]) => `${key} ${value}`),
    ];
  });
  return `${[...lines, '# EOF'].join('\n')}\n`;
}

const SUFFIX = { counter: /_total$/, histogram: /_(bucket|count|sum)$/, info: /_info$/ } as const;

type Sample = readonly [series: string, value: number];

function byName([one]: Sample, [other]: Sample): number {
  return one < other ? -1 : 1;
}

/** All of one histogram together, its buckets by their bounds, as the format demands. */
function byBound([one]: Sample, [other]: Sample): number {
  const [first, second] = [one, other].map((key) => {
    const bound = /,?le="([^"]*)"/.exec(key);
    const le = bound ? (bound[1] === '+Inf' ? Infinity : Number(bound[1])) : NaN;
    const labels = key.replace(/^[^{]*/, '').replace(/,?le="[^"]*"/, '');
    return { labels, isBucket: bound !== null, le, key };
  }) as [Place, Place];
  if (first.labels !== second.labels) return first.labels < second.labels ? -1 : 1;
  if (first.isBucket && second.isBucket) return first.le - second.le;
  if (first.isBucket !== second.isBucket) return first.isBucket ? -1 : 1;
  return byName([first.key, 0], [second.key, 0]);
}

interface Place {
  readonly labels: string;
  readonly isBucket: boolean;
  readonly le: number;
  readonly key: string;
}
