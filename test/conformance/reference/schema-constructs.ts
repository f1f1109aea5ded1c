import { FIELD_OPERATORS, LOGICAL_OPERATORS } from '../../../shared/conditions/index.ts';
import { FIXED_FACTS } from '../../../shared/definitions/index.ts';
import { jsonSchema } from '../../../shared/definitions/json-schema.ts';

type Schema = {
  readonly [key: string]: unknown;
  readonly properties?: { readonly [key: string]: Schema };
  readonly anyOf?: readonly Schema[];
  readonly definitions: { readonly [id: string]: Schema };
  readonly items: Schema;
  readonly additionalProperties?: Schema | false;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
};

const DEFINED_FACTS = [
  'trait.*',
  'until.*',
  'since.*',
  'anniversary.*',
  'metric.*',
  'segment.*',
  'time.hour',
  'time.weekday',
];
const COMMON = ['name', 'where', 'within', 'after', 'orEver', 'before'];

/** The name of everything that a document can say, from its schema. */
export const schemaConstructs = (): readonly string[] => {
  const schema = jsonSchema() as unknown as Schema;
  const {
    Activation,
    Controller,
    Trait,
    Metric,
    Window,
    Sequence,
    Step,
    Formula,
    Segment,
    Group,
    Survey,
    Experience,
    Histogram,
  } = schema.definitions;
  const keys = (of: Schema | undefined): readonly string[] => Object.keys(of?.properties ?? {});
  const options = (of: Schema | undefined): readonly Schema[] => of?.anyOf ?? [];

  /** The members of the document that are no lists of ids, with their own members. */
  const members = (of: Schema, path: string): readonly string[] =>
    Object.entries(of.properties ?? {}).flatMap(([key, inner]) => {
      const here = `${path}${key}`;
      if (
        [
          'traits',
          'metrics',
          'segments',
          'groups',
          'surveys',
          'experiences',
          'histograms',
        ].includes(key)
      )
        return [here];
      const { items, additionalProperties } = inner;
      return [
        here,
        ...members(inner, `${here}.`),
        ...(items ? members(items, `${here}.`) : []),
        ...(additionalProperties ? members(additionalProperties, `${here}.`) : []),
      ];
    });

  const metrics = options(Metric).flatMap((metric) => {
    const [kind = ''] = metric.required ?? [];
    const own = keys(metric).filter((key) => key !== kind && !COMMON.includes(key));
    // A sequence has its options wherever it stands.
    return kind === 'sequence' ? [kind] : [kind, ...own.map((key) => `${kind}.${key}`)];
  });
  const windows = options(Window).flatMap(
    (one) => one.enum ?? (one.properties ? [keys(one).join(' – ')] : ['duration']),
  );
  const steps = options(Step).flatMap((step) => {
    const [kind = ''] = step.required ?? [];
    return keys(step).map((key) => (key === kind ? kind : `${kind}.${key}`));
  });
  const formulas = options(Formula).flatMap((one) =>
    one.properties ? keys(one) : [String(one['type'])],
  );

  return [
    ...members(schema, ''),
    ...members(Activation as Schema, 'activation.'),
    ...members(Controller as Schema, 'controller.'),
    ...keys(Trait).map((key) => `trait.${key}`),
    ...(Trait?.properties?.['type']?.enum ?? []).map((type) => `trait.type ${type}`),
    ...FIXED_FACTS.keys(),
    ...DEFINED_FACTS,
    // Named beside its fact in definitions: `$inGroup`.
    ...LOGICAL_OPERATORS.filter((operator) => operator !== '$savedGroup'),
    ...FIELD_OPERATORS.map((operator) => (operator === '$not' ? 'fact.$not' : operator)),
    ...metrics.map((name) => `metric: ${name}`),
    ...COMMON.map((name) => `metric.${name}`),
    ...windows.map((name) => `window: ${name}`),
    ...keys(Sequence).map((name) => `sequence.${name}`),
    ...steps.map((name) => `step: ${name}`),
    ...formulas.map((name) => `formula: ${name}`),
    ...keys(Segment).map((name) => `segment.${name}`),
    ...keys(Group).map((name) => `group.${name}`),
    ...members(Survey as Schema, 'survey.'),
    ...members(Experience as Schema, 'experience.'),
    ...members(Histogram as Schema, 'histogram.'),
  ];
};

/** The parts of a document's text that show a construct of this name. */
export const writtenAs = (name: string): readonly string[] => {
  const [kind = '', what = ''] = name.split(': ');
  if (name === 'window: duration') return ['"within":"'];
  if (kind === 'window') return what.split(' – ').map((key) => `"${key}"`);
  if (name === 'formula: number' || name === 'formula: string') return ['"formula":'];
  if (name.startsWith('trait.type ')) return [`"type":"${name.slice('trait.type '.length)}"`];
  if (name.endsWith('.*')) return [`"${name.slice(0, -1)}`];
  if (FIXED_FACTS.has(name) || name.startsWith('time.')) return [`"${name}"`];
  return [`"${name.replace(/^.*[:.] ?/, '')}":`];
};

/** Every value of a closed list in the schema, as it is written: `"unit":"week"`; of a window, the value alone. */
export const schemaValues = (): readonly string[] => {
  const found = new Set<string>();
  const walk = (schema: unknown, key: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    const { enum: values, const: only } = schema as { readonly [key: string]: unknown };
    for (const value of [...(Array.isArray(values) ? (values as unknown[]) : []), only])
      if (value !== undefined)
        // What has a name of its own stands under more than one key.
        found.add(`${/^[A-Z]/.test(key) ? '' : `"${key}":`}${JSON.stringify(value)}`);
    for (const [name, inner] of Object.entries(schema))
      walk(inner, /^(properties|anyOf|allOf|items|\d+)$/.test(name) ? key : name);
  };
  walk(jsonSchema(), '');
  return [...found];
};
