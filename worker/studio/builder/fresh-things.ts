/** What a new thing of each part is to begin with. */
import type { Definitions } from '../../../shared/definitions/types.ts';
import type { Section } from '../../../shared/reading/index.ts';
import { ONE } from '../../../shared/reading/called.ts';
import type { Edit } from '../draft/index.ts';
import { FRESH_BINS, isDuration } from './histogram-editor.tsx';
import { freshId } from './ids.ts';
import { FRESH_OPTIONS, traitFor } from './surveys.ts';

/** Parts whose ids the counts tell apart. */
const COUNTED: readonly Section[] = ['segments', 'groups', 'experiences', 'histograms'];
const JOINTS: { readonly [part in Section]?: '_' } = {
  metrics: '_',
  traits: '_',
  savedGroups: '_',
};

type Fresh = (name: string, id: string, definitions: Definitions) => readonly Edit[];
const put = (part: Section, id: string, value: unknown): Edit => ({ path: [part, id], value });

const FRESH: { readonly [part in Section]: Fresh } = {
  // Nothing is asked until something is added: what were there already would have to be removed.
  segments: (name, id) => [put('segments', id, { name, when: {} })],
  metrics: (name, id) => [put('metrics', id, { name, count: 'page_view', within: '30d' })],
  groups(name, id, { segments }) {
    return [put('groups', id, { name, segments: Object.keys(segments).slice(0, 1) })];
  },
  traits: (_, id) => [put('traits', id, { type: 'string', values: ['value'] })],
  savedGroups: (_, id) => [put('savedGroups', id, ['value'])],
  experiences: (name, id) => [put('experiences', id, { name, variants: { a: {}, b: {} } })],
  histograms(name, id, { metrics = {} }) {
    const [first] = Object.keys(metrics);
    const metric = first ?? freshId('orders', metrics, '_');
    const bins = FRESH_BINS[first && isDuration(metrics[first]) ? 'duration' : 'number'];
    return [
      ...(first === undefined
        ? [put('metrics', metric, { name: 'Orders', count: 'purchase', within: '365d' })]
        : []),
      put('histograms', id, { name, metric, bins }),
    ];
  },
  surveys(name, id, { segments, traits }) {
    const trait = freshId(name, traits, '_');
    const type = 'choice';
    const [first] = Object.keys(segments);
    // Somebody has to be asked: who looks around, if there is no segment yet.
    const asked = first ?? 'asked';
    const when = { 'session.pages': { $gte: 2 } };
    const survey = { trait, question: name, type, options: FRESH_OPTIONS };
    return [
      ...(first === undefined
        ? [put('segments', asked, { name: 'Who is asked', when, shadow: true })]
        : []),
      put('traits', trait, traitFor(survey)),
      put('surveys', id, { ...survey, show: { segments: [asked] } }),
    ];
  },
};

/** The id of a new thing, and what is written for it. `name`: as it is called; of a survey the question. */
export function freshThing(
  part: Section,
  name: string,
  definitions: Definitions,
): { readonly id: string; readonly edits: readonly Edit[] } {
  const called = name || `New ${ONE[part]}`;
  const taken = Object.assign(
    {},
    ...(COUNTED.includes(part) ? COUNTED : [part]).map((each) => definitions[each]),
  ) as object;
  const id = freshId(called, taken, JOINTS[part]);
  return { id, edits: FRESH[part](called, id, definitions) };
}
