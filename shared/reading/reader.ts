import type { Condition, Definitions, MetricDefinition } from '../definitions/types.ts';
import { ruleOf } from './conditions.ts';
import { aboutParts } from './document.ts';
import { experienceParts } from './experiences.ts';
import { measured } from './metrics.ts';
import { histogramParts, traitParts } from './more-things.ts';
import { type Context, titleOf } from './names.ts';
import { type Reading, reading } from './reading.ts';
import { SECTIONS, type Section } from './sections.ts';
import { groupParts, mentionedParts, segmentParts, visitorScope } from './segments.ts';
import { surveyParts } from './surveys.ts';
import { valueText } from './values.ts';
import { type Voice, english } from './voice.ts';

export interface Reader {
  /** All of the document: what holds for all of it, then section by section. Nothing that means something is left out. */
  document(): Reading;
  /** What the document says of itself: validity, keys, consent, counting, activation, history. */
  about(): readonly Reading[];
  /** One thing of a section: its title, with name and id, and what it says. An id that is not there has no parts. */
  thing(section: Section, id: string): Reading;
  /** A condition on facts of the visitor. */
  condition(condition: Condition): Reading;
  /** A metric as a noun phrase. */
  metric(metric: MetricDefinition): Reading;
}

/** Reads definitions that the schema accepts. Never throws on those; the same definitions read the same. */
export const readerOf = (definitions: Definitions, voice: Voice = english): Reader => {
  const { words, say, capital } = voice;
  const fresh = (): Context => ({ voice, definitions, mentioned: new Set() });
  const measuredParts = (metric: MetricDefinition): readonly Reading[] => {
    const context = fresh();
    const { text, parts } = measured(metric, context).noun;
    return [reading(text, parts)];
  };
  const capitals = (parts: readonly Reading[]) =>
    parts.map(({ text, parts: more }) => reading(capital(text), more));
  const listParts = (values: readonly (string | number)[]) => [
    reading(
      voice.list(
        values.map((value) => valueText(voice, value)),
        'conjunction',
      ),
    ),
  ];

  const PARTS: {
    readonly [S in Section]: (
      thing: NonNullable<Definitions[S]>[string],
      id: string,
    ) => readonly Reading[];
  } = {
    segments: (_, id) => segmentParts(fresh(), id),
    groups: (group) => groupParts(fresh(), group),
    experiences: (experience) => experienceParts(fresh(), experience),
    surveys: (survey) => surveyParts(fresh(), survey),
    histograms: (histogram) => histogramParts(fresh(), histogram),
    metrics: measuredParts,
    traits: (trait) => traitParts(fresh(), trait),
    savedGroups: listParts,
  };
  const thing = (section: Section, id: string): Reading => {
    const things: { readonly [id: string]: object } = definitions[section] ?? {};
    const found = Object.hasOwn(things, id) ? things[id] : undefined;
    const read = PARTS[section] as (thing: object, id: string) => readonly Reading[];
    return reading(titleOf(voice, things, id), found ? capitals(read(found, id)) : []);
  };
  const about = () => capitals(aboutParts(fresh()));
  return {
    about,
    thing,
    document: () =>
      reading(
        say(words.definitions, {
          site: voice.quote(definitions.site),
          n: voice.number(definitions.version),
        }),
        [
          reading(words.sections.about, about()),
          ...SECTIONS.flatMap((section) => {
            const ids = Object.keys(definitions[section] ?? {});
            return ids.length === 0
              ? []
              : [
                  reading(
                    words.sections[section],
                    ids.map((id) => thing(section, id)),
                  ),
                ];
          }),
        ],
      ),
    condition(condition) {
      const context = fresh();
      const { text, parts = [] } = ruleOf(voice, condition, visitorScope(context));
      return reading(text, [...parts, ...mentionedParts(context)]);
    },
    metric: (metric) => measured(metric, fresh()).noun,
  };
};
