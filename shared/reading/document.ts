import type {
  ActivationDefinition,
  ConsentPolicy,
  ControllerDefinition,
  Definitions,
  HistoryDefinition,
  KeySet,
  ProcessorDefinition,
} from '../definitions/types.ts';
import { didText } from './events.ts';
import { type Readers, readMembers, textsText } from './members.ts';
import type { Context } from './names.ts';
import { type Reading, reading } from './reading.ts';
import type { SECTIONS } from './sections.ts';

const keySet = ({ version, keys, threshold = 1 }: KeySet, { voice }: Context): Reading => {
  const { words, say, number, quote } = voice;
  return reading(
    say(words.keys, { version: number(version) }, threshold),
    keys.map(({ kid, x }) => reading(say(words.key, { kid: quote(kid), x: quote(x) }))),
  );
};

const policies = (
  all: { readonly [country: string]: ConsentPolicy },
  { voice }: Context,
): readonly Reading[] =>
  Object.entries(all).map(([country, { measurement }]) =>
    reading(
      voice.say(voice.words.policies[measurement], {
        place: country === '*' ? voice.words.elsewhere : voice.region(country),
      }),
    ),
  );

const activation = (
  { purpose, recipients }: ActivationDefinition,
  { voice }: Context,
): readonly Reading[] => {
  const { words, say, list, quote } = voice;
  return [
    reading(say(words.purpose, { text: textsText(voice, purpose) })),
    ...(Object.keys(words.ways) as (keyof typeof recipients)[]).flatMap((way) => {
      const names = recipients[way];
      return names === undefined
        ? []
        : [
            reading(
              say(words.recipients, {
                way: words.ways[way],
                names: list(names.map(quote), 'conjunction'),
              }),
            ),
          ];
    }),
  ];
};

const history = (
  { event, properties = [], for: time, why }: HistoryDefinition,
  context: Context,
): Reading => {
  const { words, say, quote, duration, list } = context.voice;
  const text = say(properties.length > 0 ? words.historyWith : words.history, {
    name: didText(context, event),
    span: duration(time),
    properties: list(properties.map(quote), 'conjunction'),
  });
  return reading(say(words.why, { text, why: quote(why) }));
};

const quoted =
  (phrase: 'controller' | 'contact' | 'officer' | 'notice') =>
  (text: string, { voice: { words, say, quote } }: Context): Reading =>
    reading(say(words[phrase], { text: quote(text) }));

const CONTROLLER: Readers<ControllerDefinition> = {
  name: quoted('controller'),
  contact: quoted('contact'),
  officer: quoted('officer'),
  notice: quoted('notice'),
  processors: (all, context) =>
    all.map((processor) => {
      const { words, say, quote } = context.voice;
      return reading(
        say(words.processor, { name: quote(processor.name) }),
        readMembers(PROCESSOR, processor, context),
      );
    }),
};

const PROCESSOR: Readers<ProcessorDefinition> = {
  // In the text above.
  name: () => null,
  for: (texts, { voice }) =>
    reading(voice.say(voice.words.processorFor, { text: textsText(voice, texts) })),
  country: (code, { voice: { words, say, region } }) =>
    reading(say(words.processorIn, { country: region(code) })),
};

/** All of a document that holds no things by id. */
const ABOUT: Readers<Omit<Definitions, (typeof SECTIONS)[number] | 'site' | 'version'>> = {
  // There is one.
  covey: () => null,
  // Not read, by pages neither.
  $schema: () => null,
  issued: (instant, { voice: { words, say, instant: text } }) =>
    reading(say(words.issued, { instant: text(instant) })),
  expires: (instant, { voice: { words, say, instant: text } }) =>
    reading(say(words.expires, { instant: text(instant) })),
  stop: (is, { voice }) => (is ? reading(voice.words.stop) : null),
  children: (is, { voice }) => (is ? reading(voice.words.children) : null),
  keys: keySet,
  previous: (hash, { voice: { words, say, quote } }) =>
    reading(say(words.previous, { hash: quote(hash) })),
  consent: ({ text, policies: all = {} }, context) => [
    ...(text === undefined
      ? []
      : [reading(context.voice.say(context.voice.words.consentText, {}, text))]),
    ...policies(all, context),
  ],
  counting: ({ period = '28d', epsilon, mechanism, hosts = [] }, { voice }) => {
    const { words, say, number, duration, list, quote } = voice;
    return [
      reading(
        say(words.counting, {
          span: duration(period),
          // Unless said, the most that the period allows.
          epsilon: number(epsilon ?? (period === '7d' ? 0.5 : 2)),
        }),
      ),
      ...(mechanism === undefined ? [] : [reading(words.mechanism)]),
      ...(hosts.length === 0
        ? []
        : [reading(say(words.countingHosts, { names: list(hosts.map(quote), 'conjunction') }))]),
    ];
  },
  activation,
  controller: (controller, context) => readMembers(CONTROLLER, controller, context),
  session: ({ timeout }, { voice: { words, say, duration } }) =>
    reading(say(words.timeout, { span: duration(timeout) })),
  sources: ({ ignore = [] }, { voice: { words, say, quote } }) =>
    ignore.map((host) =>
      reading(
        host.startsWith('-')
          ? say(words.unignored, { host: quote(host.slice(1)) })
          : say(words.ignored, { host: quote(host) }),
      ),
    ),
  currency: (code, { voice: { words, say, quote } }) =>
    reading(say(words.currency, { code: quote(code) })),
  events: (events, { voice: { words, say, quote } }) =>
    Object.entries(events).map(([event, { id }]) =>
      reading(
        id === false
          ? say(words.eachTime, { name: quote(event) })
          : say(words.once, { name: quote(event), property: quote(id) }),
      ),
    ),
  history: (all, context) => all.map((one) => history(one, context)),
};

export const aboutParts = (context: Context): readonly Reading[] =>
  readMembers(
    ABOUT,
    { counting: {}, session: { timeout: '30m' }, ...context.definitions },
    context,
  );
