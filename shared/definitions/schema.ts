/**
 * The schema of a definitions document: exactly the shapes of `types.ts`, unknown keys refused.
 * Pages do not load it; what a page runs was checked before it was signed.
 */
import * as z from 'zod/mini';
import { MECHANISMS } from '../counting/budget.ts';
import { WORDS } from '../metrics/all-words.ts';
import type { Parameter } from '../metrics/spec.ts';
import { KINDS, type Kind, SPECS } from '../metrics/specs.ts';
import { LIMITS } from './limits.ts';
import type {
  Condition,
  ControllerDefinition,
  Definitions,
  Duration,
  ExperienceDefinition,
  Formula,
  HistogramDefinition,
  MetricDefinition,
  MetricOf,
  MetricOptions,
  Operands,
  ParameterTypes,
  SequenceDefinition,
  SequenceStep,
  TraitDefinition,
  Window,
} from './types.ts';

/** Names a schema in the JSON Schema, and says what it is for. */
const named = <T extends z.ZodMiniType>(schema: T, id: string, description: string): T => {
  z.globalRegistry.add(schema, { id, description });
  return schema;
};
const optional = z.exactOptional;
const described = <T extends z.ZodMiniType>(schema: T, description: string): T => {
  z.globalRegistry.add(schema, { description });
  return schema;
};
const pattern = (expression: RegExp, message: string) =>
  z.string().check(z.regex(expression, { message, abort: true }));

const whole = (minimum = 0, maximum = Number.MAX_SAFE_INTEGER) =>
  z
    .int('must be a whole number')
    .check(
      z.minimum(minimum, `must be a whole number of ${minimum} or more`),
      z.maximum(maximum, `must be a whole number of ${maximum} or less`),
    );
const text = (maximum: number) =>
  z
    .string()
    .check(
      z.minLength(1, 'must not be empty'),
      z.maxLength(maximum, `must be at most ${maximum} characters long`),
    );
const listOf = <T extends z.ZodMiniType>(item: T, maximum: number) =>
  z
    .array(item)
    .check(
      z.minLength(1, 'must not be empty'),
      z.maxLength(maximum, `must hold at most ${maximum} entries`),
    );

export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const id = named(
  pattern(
    ID_PATTERN,
    'must be made of letters, digits, "-" and "_", start with a letter or digit, and be at most 64 characters long',
  ),
  'Id',
  'Letters, digits, "-" and "_"; starts with a letter or digit; at most 64 characters.',
);

const duration = named(
  pattern(
    /^\d+[smhdw]$/,
    'is no duration: write a whole number and a unit (s, m, h, d or w), such as "30d"',
  ) as unknown as z.ZodMiniType<Duration, Duration>,
  'Duration',
  'A whole number and a unit: "90s", "30m", "36h", "30d", "2w". A day is 24 hours.',
);

export const INSTANT_PATTERN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/;
const instant = named(
  pattern(
    INSTANT_PATTERN,
    'is no instant: write it with date, time and zone, such as "2026-11-24T00:00:00Z"',
  ),
  'Instant',
  'ISO 8601 with a zone: "2026-11-24T00:00:00Z".',
);

const base64url = pattern(/^[A-Za-z0-9_-]{43}$/, 'must be 43 characters of base64url (32 bytes)');

const condition = named(
  z.record(z.string(), z.json()) as unknown as z.ZodMiniType<Condition, Condition>,
  'Condition',
  'Facts and what must hold of them; $and, $or, $nor and $not combine conditions.',
);

const event = text(LIMITS.nameLength);
const events = named(
  z.union([event, listOf(event, LIMITS.events)]),
  'Events',
  'One event name, several, or "*" for every event. "enter:ID" and "leave:ID" are a segment\'s transitions.',
);
const property = named(
  pattern(/^[^.]+\.[\s\S]+$/, 'must name an event and a property, such as "purchase.value"'),
  'Property',
  '"event.property": the event name ends at the first dot.',
);

const window: z.ZodMiniType<Window> = named(
  z.union([
    duration,
    z.enum(['session', 'today', 'week', 'month']),
    z.strictObject({ sessions: whole(1, LIMITS.sessions) }),
    z.strictObject({ from: instant, to: instant }),
    z.strictObject({ first: duration }),
    z.strictObject({ length: duration, ago: duration }),
  ]),
  'Window',
  "When an event counts: a sliding duration, a calendar unit, the session, the latest sessions, two instants, the first part of a visitor's life, or a sliding window some time ago.",
);

const eventStep = z.strictObject({
  event: events,
  where: optional(condition),
  after: described(
    optional(z.enum(['then', 'next'])),
    'Eventually after the step before (the default), or the very next event.',
  ),
  atLeast: described(optional(duration), 'At least this long after the step before.'),
  atMost: described(optional(duration), 'Less than this long after the step before.'),
  times: optional(whole(1)),
});
const notStep = z.strictObject({
  not: events,
  where: optional(condition),
  for: optional(duration),
});
const anyOrderStep = z.strictObject({
  anyOrder: listOf(eventStep, LIMITS.steps),
  atLeast: optional(duration),
  atMost: optional(duration),
});
const step: z.ZodMiniType<SequenceStep> = named(
  z.union([eventStep, notStep, anyOrderStep]),
  'Step',
  'A step that must happen, one that must not, or a block of steps in any order.',
);

const formula: z.ZodMiniType<Formula> = named(
  z.lazy(() =>
    z.union([
      z.number(),
      z.string(),
      z.strictObject({ add: listOf(formula, LIMITS.operands) }),
      z.strictObject({ multiply: listOf(formula, LIMITS.operands) }),
      z.strictObject({ subtract: z.tuple([formula, formula], 'must be a list of two operands') }),
      z.strictObject({ divide: z.tuple([formula, formula], 'must be a list of two operands') }),
      z.strictObject({ min: listOf(formula, LIMITS.operands) }),
      z.strictObject({ max: listOf(formula, LIMITS.operands) }),
      z.strictObject({ log1p: formula }),
      z.strictObject({
        logistic: z.strictObject({ bias: z.number(), weights: z.record(z.string(), z.number()) }),
      }),
    ]),
  ),
  'Formula',
  'Arithmetic in prefix form: a number, a fact such as "metric.orders", or one operation.',
);

const operandSchemas: { readonly [T in keyof Operands]: z.ZodMiniType<Operands[T]> } = {
  events,
  property,
  steps: listOf(step, LIMITS.steps),
  condition,
  formula,
};
const parameterSchemas: { readonly [T in keyof ParameterTypes]: z.ZodMiniType<ParameterTypes[T]> } =
  {
    duration,
    name: text(LIMITS.nameLength),
    text: z.string(),
    whole: whole(1),
    number: z.number(),
    metrics: z.record(
      id,
      z.lazy(() => metric),
    ),
  };
const between = (from: number, to: number) => {
  const message = `must be a number from ${from} to ${to}`;
  return z.number(message).check(z.minimum(from, message), z.maximum(to, message));
};
const parameterSchema = (parameter: Parameter, about: string | undefined) => {
  const { type, of = [], from = -Infinity, to = Infinity, required } = parameter;
  const one =
    type === 'choice'
      ? z.enum(of as [string, ...string[]])
      : type === 'number'
        ? between(from, to)
        : parameterSchemas[type];
  // What is said of it here must not be said of every duration.
  const schema = required ? one.clone(one.def, { parent: true }) : optional(one);
  return about === undefined ? schema : described(schema, about);
};
/** A kind's own key and its parameters. */
const shapeOf = (kind: Kind): { readonly [key: string]: z.ZodMiniType } => {
  const { takes, parameters } = SPECS[kind];
  const about = WORDS[kind].parameters;
  return {
    [kind]: operandSchemas[takes],
    ...Object.fromEntries(
      Object.entries(parameters).map(([key, one]) => [key, parameterSchema(one, about?.[key])]),
    ),
  };
};

const sequence = named(
  z.strictObject(shapeOf('sequence')),
  'Sequence',
  'Steps in order.',
) as unknown as z.ZodMiniType<SequenceDefinition>;

const metricShape = {
  name: optional(text(LIMITS.nameLength)),
  where: described(optional(condition), "A condition on the event's own properties."),
  within: optional(window),
  after: described(optional(sequence), 'Only events after the last completion of this sequence.'),
  orEver: described(
    optional(z.literal(true)),
    'Beside "after": all events of who never completed its sequence.',
  ),
  before: described(optional(sequence), 'Only events before the first start of this sequence.'),
};

const optionsSchema = z.strictObject(metricShape);

/** The metrics by their aggregator: the one key that says what a metric computes. */
export const metricSchemas = Object.fromEntries(
  KINDS.map((kind) => [
    kind,
    z.strictObject({
      ...shapeOf(kind),
      ...(SPECS[kind].takes === 'formula' ? { name: metricShape.name } : metricShape),
    }),
  ]),
) as unknown as { readonly [K in Kind]: z.ZodMiniType<MetricOf<K>> };

const metric: z.ZodMiniType<MetricDefinition> = named(
  z.union(Object.values(metricSchemas)),
  'Metric',
  'A function of the event log: one aggregator, and what it looks at.',
);

const kind = z.enum(['demographic', 'geographic', 'behavioral', 'psychographic']);

const trait = named(
  z.strictObject({
    type: z.enum(['string', 'number', 'boolean', 'date', 'string[]']),
    values: described(
      optional(listOf(z.union([z.string(), z.number()]), LIMITS.values)),
      'The allowed values; others are refused when the trait is set.',
    ),
    kind: optional(kind),
    description: optional(text(LIMITS.descriptionLength)),
  }),
  'Trait',
  'What the site declares about the visitor, or a survey answers.',
);

const texts = named(
  z.union([
    text(LIMITS.nameLength),
    z.record(
      pattern(
        /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
        'must be the tag of a language, such as "de" or "pt-BR"',
      ),
      text(LIMITS.nameLength),
    ),
  ]),
  'Texts',
  'A text, or one for each language: { "en": "…", "de": "…" }. Of those that are missing, the first one.',
);

const activate = named(
  z.union([z.literal(true), listOf(z.enum(['gpt', 'prebid', 'dataLayer']), 3)]),
  'Activate',
  'Where ids may be handed on the page: true for every way that "activation" names recipients for, or a list of "gpt", "prebid" and "dataLayer".',
);
const recipients = optional(listOf(text(LIMITS.nameLength), LIMITS.recipients));
const activation = named(
  z.strictObject({
    purpose: described(texts, 'What for, as a visitor reads it.'),
    recipients: described(
      z.strictObject({ gpt: recipients, prebid: recipients, dataLayer: recipients }),
      'By way out, everybody who receives what goes there.',
    ),
  }),
  'Activation',
  'What visitors are told of who is handed ids of segments, before they are asked.',
);

const segment = named(
  z.strictObject({
    name: optional(text(LIMITS.nameLength)),
    description: optional(text(LIMITS.descriptionLength)),
    kind: optional(kind),
    stage: optional(z.enum(['acquisition', 'onboarding', 'retention'])),
    when: condition,
    keep: described(
      optional(z.union([duration, z.literal('forever')])),
      'How long a visitor stays after the condition last held.',
    ),
    exclude: described(optional(condition), 'Out while this holds.'),
    excludeEver: described(optional(condition), 'Out for ever once this held.'),
    shadow: described(optional(z.boolean()), 'Evaluated and counted, never shown to the page.'),
    count: described(optional(z.boolean()), 'Asked about in randomised counts.'),
    activate: described(
      optional(activate),
      'Where its id may be handed while a visitor is in it and has agreed to that.',
    ),
  }),
  'Segment',
  'Visitors for whom a condition holds.',
);

const group = named(
  z.strictObject({
    name: optional(text(LIMITS.nameLength)),
    segments: listOf(id, LIMITS.segments),
    count: described(optional(z.boolean()), 'Counted as one question with an answer per segment.'),
  }),
  'Group',
  'Ordered and mutually exclusive: the first segment that holds takes the visitor.',
);

const survey = named(
  z.strictObject({
    trait: described(id, 'The declared trait that the answer becomes.'),
    question: texts,
    type: described(
      z.enum(['choice', 'scale', 'nps', 'order']),
      "One of the options; a number from 1 to `steps`; a number from 0 to 10; the options in the visitor's order.",
    ),
    options: optional(
      listOf(
        z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]), text: texts }),
        LIMITS.surveyOptions,
      ),
    ),
    steps: described(optional(whole(2, 10)), 'Of a scale; 5 unless said.'),
    low: optional(texts),
    high: optional(texts),
    show: z.strictObject({
      segments: described(listOf(id, LIMITS.segments), 'Whoever is in one of these is asked.'),
      every: described(
        optional(duration),
        'Asked again so long after it was answered or closed; never unless said.',
      ),
      cap: described(
        optional(whole(1, 20)),
        'How often it is shown to who neither answers nor closes it; 3 unless said.',
      ),
      place: described(
        optional(z.enum(['corner', 'slot'])),
        'Where the page has no place for it: in a corner, unless said, or not at all ("slot").',
      ),
    }),
    words: optional(
      z.strictObject({
        send: optional(texts),
        close: optional(texts),
        note: described(optional(texts), 'What becomes of the answer.'),
        thanks: optional(texts),
        up: optional(texts),
        down: optional(texts),
      }),
    ),
  }),
  'Survey',
  'One question to the visitor. The answer becomes a trait.',
);

const localDate = pattern(
  /^\d{4}-\d\d-\d\d$/,
  'is no day: write it as "2026-12-01"; it begins at the visitor\'s own midnight',
);

const experience = named(
  z.strictObject({
    name: optional(text(LIMITS.nameLength)),
    description: optional(text(LIMITS.descriptionLength)),
    segments: described(
      optional(listOf(id, LIMITS.segments)),
      'Who is eligible: members of one of these. Everybody where it is left out.',
    ),
    variants: described(
      z.record(
        id,
        z.strictObject({
          name: optional(text(LIMITS.nameLength)),
          weight: described(
            optional(whole(1, 1000)),
            'How often it is drawn, beside the weights of the others; 1 unless said.',
          ),
        }),
      ),
      'What is drawn from. The page knows each as "EXPERIENCE:VARIANT".',
    ),
    holdout: described(
      optional(
        z
          .number()
          .check(
            z.minimum(0, 'must be a share from 0 to 0.9'),
            z.maximum(0.9, 'must be a share from 0 to 0.9'),
          ),
      ),
      'The share of the eligible that see the page as it is.',
    ),
    start: described(optional(localDate), 'The first local day.'),
    end: described(optional(localDate), 'The local day from which on it is over.'),
    goal: described(
      optional(id),
      'The segment in which a visitor counts as converted, from the draw on.',
    ),
    count: described(
      optional(z.boolean()),
      'Counted as one question: which variant and, with a goal, whether converted.',
    ),
    activate: described(
      optional(activate),
      'Where "EXPERIENCE:VARIANT" may be handed while it is shown to a visitor who has agreed to that.',
    ),
  }),
  'Experience',
  'Variants of the page, one of which is drawn at random on the device of who is eligible.',
);

const histogram = named(
  z.strictObject({
    name: optional(text(LIMITS.nameLength)),
    description: optional(text(LIMITS.descriptionLength)),
    metric: described(text(LIMITS.nameLength), 'Id of the metric whose values are counted.'),
    bins: described(
      listOf(z.union([z.number(), duration]), LIMITS.bins),
      'Thresholds, ascending: below the first, from each to below the next, from the last on.',
    ),
  }),
  'Histogram',
  "Counted as one question: in which bin of values a metric's value is.",
);

const history = z.strictObject({
  event: text(LIMITS.nameLength),
  properties: optional(listOf(text(LIMITS.nameLength), LIMITS.values)),
  for: duration,
  why: text(LIMITS.descriptionLength),
});

const NOTICE_PATTERN = /^https:\/\/[^\s"'<>\\`{}|^@/?#]+([/?#][^\s"'<>\\`{}|^]*)?$/;

const controller = named(
  z.strictObject({
    name: described(text(LIMITS.nameLength), 'Who decides why and how data is handled.'),
    contact: described(
      text(LIMITS.descriptionLength),
      'How a visitor reaches it: a postal address, an e-mail address, or both.',
    ),
    officer: described(
      optional(text(LIMITS.descriptionLength)),
      'The data protection officer, and how to reach them.',
    ),
    notice: described(
      optional(
        pattern(
          NOTICE_PATTERN,
          'is no address of a page: write all of it, such as "https://hazel.example/privacy"',
        ).check(z.maxLength(1000, 'must be at most 1000 characters long')),
      ),
      "Address of the site's privacy notice.",
    ),
    processors: described(
      optional(
        listOf(
          z.strictObject({
            name: text(LIMITS.nameLength),
            for: described(optional(texts), 'What it does for the controller.'),
            country: described(
              optional(
                pattern(/^[A-Z]{2}$/, 'must be an ISO 3166 country code in capitals, such as "DE"'),
              ),
              'In which country it handles the data.',
            ),
          }),
          LIMITS.recipients,
        ),
      ),
      'Who handles data on its behalf: whoever runs the edge, for one.',
    ),
  }),
  'Controller',
  'Who is responsible for what the definitions do. Changes nothing of what is evaluated or counted.',
);

const keySet = z.strictObject({
  version: whole(1),
  keys: listOf(z.strictObject({ kid: base64url, x: base64url }), 8),
  threshold: optional(whole(1)),
});

const consent = z.strictObject({
  text: optional(whole(1)),
  policies: optional(
    z.record(
      pattern(
        /^([A-Z]{2}|\*)$/,
        'must be an ISO 3166 country code in capitals, such as "DE", or "*"',
      ),
      z.strictObject({ personalisation: z.literal('ask'), measurement: z.enum(['ask', 'inform']) }),
    ),
  ),
});

export const SITE_PATTERN =
  /^(?=.{1,253}$)(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/;

/** A schema of its own each time: a description is said of one. */
const host = () =>
  pattern(SITE_PATTERN, 'must be a host name in lower case without port, such as "hazel.example"');

const ignoredHost = pattern(
  new RegExp(`^-?${SITE_PATTERN.source.slice(1)}`),
  'must be a host name in lower case, such as "pay.bank.example", or one with "-" before it, which takes it off the usual list',
);

export const definitionsSchema = z.strictObject({
  covey: described(z.literal(1), 'Version of the language.'),
  $schema: optional(z.string()),
  site: described(host(), 'Host name the definitions are for.'),
  version: described(whole(1), 'Grows with every publish.'),
  issued: instant,
  expires: instant,
  keys: described(optional(keySet), 'The keys that may sign from now on.'),
  previous: described(optional(base64url), 'SHA-256 of the document before this one.'),
  stop: described(optional(z.boolean()), 'Ends evaluation and reports at once.'),
  children: described(
    optional(z.boolean()),
    'The site is for children: everything but context is off.',
  ),
  controller: described(
    optional(controller),
    'Who is responsible: what the record of processing and the notice begin with.',
  ),
  consent: optional(consent),
  activation: described(optional(activation), 'Without it nothing is handed to anybody.'),
  session: optional(z.strictObject({ timeout: duration })),
  sources: optional(
    z.strictObject({
      ignore: described(
        optional(listOf(ignoredHost, LIMITS.values)),
        'Hosts that no visit comes from, beside the usual ones for signing in and paying; "-paypal.com" takes one off.',
      ),
    }),
  ),
  currency: described(
    optional(pattern(/^[A-Z]{3}$/, 'must be an ISO 4217 code in capitals, such as "EUR"')),
    'Every amount that events carry is in this currency: the site converts, or has no other.',
  ),
  events: described(
    optional(
      z.record(
        text(LIMITS.nameLength),
        z.strictObject({
          id: described(
            z.union([text(LIMITS.nameLength), z.literal(false)]),
            'The property that tells one such event from another: of several with one id only the first happens. false where none does.',
          ),
        }),
      ),
    ),
    'Which events happen once however often they are sent. "purchase" and "refund" do, by "transaction_id", unless it says otherwise here.',
  ),
  history: described(
    optional(z.array(history).check(z.maxLength(LIMITS.history))),
    'Events kept for segments still to come.',
  ),
  counting: optional(
    z.strictObject({
      epsilon: described(
        optional(z.literal([0.5, 1, 1.5, 2])),
        'ε of each randomised answer. At most 2 in 28 days or 0.5 in 7: 26 in 52 weeks. Unless said, the most that the period allows.',
      ),
      period: described(
        optional(z.enum(['7d', '28d'])),
        'How often a device answers one question; 28 days unless said.',
      ),
      mechanism: described(
        optional(z.enum(MECHANISMS)),
        'How answers are made wrong on purpose; randomised response unless said.',
      ),
      hosts: described(
        optional(listOf(host(), LIMITS.values)),
        "Further hosts whose pages may send counts, with their subdomains; the site's own may anyway.",
      ),
    }),
  ),
  traits: optional(z.record(id, trait)),
  savedGroups: described(
    optional(z.record(id, z.array(z.union([z.string(), z.number()])))),
    'Lists for $inGroup and $notInGroup.',
  ),
  metrics: optional(z.record(id, metric)),
  segments: z.record(id, segment),
  groups: optional(z.record(id, group)),
  surveys: described(
    optional(z.record(id, survey)),
    'Questions to the visitor, the most important first.',
  ),
  experiences: described(
    optional(z.record(id, experience)),
    'Variants of the page, drawn at random.',
  ),
  histograms: described(
    optional(z.record(id, histogram)),
    'How values of metrics are spread: counted in bins.',
  ),
});

// Schema and types say the same, in both directions. Recursive parts (conditions, formulas,
// `each`) carry the type by declaration; all else is inferred and compared.
type Leaf = string | number | boolean | null | undefined;
type Plain<T> = T extends Leaf ? T : { readonly [K in keyof T]: Plain<T[K]> };
type Full<T> = T extends Leaf ? T : { readonly [K in keyof T]-?: Full<T[K]> };
type Fits<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** The same keys with the same types, and the same keys optional. */
type Same<A, B> = Fits<Plain<A>, Plain<B>> extends true ? Fits<Full<A>, Full<B>> : false;

true satisfies Same<z.infer<typeof definitionsSchema>, Definitions>;
true satisfies Same<z.infer<typeof trait>, TraitDefinition>;
true satisfies Same<z.infer<typeof controller>, ControllerDefinition>;
true satisfies Same<z.infer<typeof experience>, ExperienceDefinition>;
true satisfies Same<z.infer<typeof histogram>, HistogramDefinition>;
true satisfies Same<
  z.infer<typeof eventStep> | z.infer<typeof notStep> | z.infer<typeof anyOrderStep>,
  SequenceStep
>;
true satisfies Same<z.infer<typeof optionsSchema>, MetricOptions>;
