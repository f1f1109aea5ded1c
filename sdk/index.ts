// Covey as a package: the same face as the script tag, with the settings as arguments.
import type { Covey } from './api.ts';
import { BASE } from './base.ts';
import { createClient, inertCovey } from './client/index.ts';
import { browserHost, type Host } from './host.ts';
import type { PartName } from './parts/index.ts';
import type { Settings } from './settings.ts';

export type * from './api.ts';
export type * from './known.ts';
export type { Host } from './host.ts';
export type { Settings } from './settings.ts';
export type { Explanation, ExplanationNode } from '../shared/engine/types.ts';
export type { Json } from '../shared/definitions/types.ts';
export type { OwnWords } from '../shared/words/types.ts';

export interface CoveyOptions extends Settings {
  /** What stands in for parts of the browser: the clock, the network, storage. */
  readonly host?: Partial<Host>;
}

/** In the package each part is a module beside this one, and the site's own bundler sees to it. */
const PARTS: { readonly [name in PartName]: () => Promise<object> } = {
  details: () => import('./parts/details.ts'),
  facts: () => import('./parts/facts.ts'),
  metrics: () => import('./parts/metrics.ts'),
  sessions: () => import('./parts/sessions.ts'),
  sequence: () => import('./parts/sequence.ts'),
  further: () => import('./parts/further.ts'),
  sources: () => import('./parts/sources.ts'),
  operators: () => import('./parts/operators.ts'),
  experiences: () => import('./parts/experiences.ts'),
  // What is not in it comes by itself.
  common: async () => ({}),
  explain: () => import('./parts/explain.ts'),
  returning: () => import('./parts/returning.ts'),
  upkeep: () => import('./parts/upkeep.ts'),
  counting: () => import('./parts/counting.ts'),
  layer: () => import('./parts/layer.ts'),
  surveys: () => import('./parts/surveys.ts'),
  words: () => import('./words/index.ts'),
  'words-de': () => import('../shared/words/de.ts'),
  'words-fr': () => import('../shared/words/fr.ts'),
  'words-es': () => import('../shared/words/es.ts'),
  'words-it': () => import('../shared/words/it.ts'),
  'words-nl': () => import('../shared/words/nl.ts'),
  'words-pl': () => import('../shared/words/pl.ts'),
  'words-pt': () => import('../shared/words/pt.ts'),
  panel: () => import('./panel/index.ts'),
  meaning: () => import('./meaning/index.ts'),
  'meaning-de': () => import('../shared/reading/words/de.ts'),
  'meaning-fr': () => import('../shared/reading/words/fr.ts'),
  'meaning-es': () => import('../shared/reading/words/es.ts'),
  'meaning-it': () => import('../shared/reading/words/it.ts'),
  'meaning-nl': () => import('../shared/reading/words/nl.ts'),
  'meaning-pl': () => import('../shared/reading/words/pl.ts'),
  'meaning-pt': () => import('../shared/reading/words/pt.ts'),
  debug: () => import('./debug/index.ts'),
  devtools: () => import('./devtools/index.ts'),
  preview: () => import('./show-preview.ts'),
};

type Engine = typeof import('./active.ts');
/** As built, the engine is made, once, of what it takes from this file; from the sources it is there already. */
type Built = { readonly default?: (base: typeof BASE) => Engine } & Engine;
let engine: Engine | undefined;
async function loadActive(): Promise<Engine> {
  const file = (await import('./active.ts')) as Built;
  return (engine ??= file.default?.(BASE) ?? file);
}

/** Without types nothing may have been passed: what is missing is told in development. */
const NOTHING: CoveyOptions = { site: '', keys: '', edge: '' };

/**
 * Starts Covey in this page, once: a second call gives the first one. On a server it does nothing, nor on a
 * page where it cannot start.
 *
 * @example
 * const covey = createCovey({ site: 'hazel.example', keys: 'KID:X', edge: 'https://edge.example' });
 * if (covey.has('champion')) greet();
 */
export function createCovey(options: CoveyOptions): Covey {
  const { host, ...settings } = { ...NOTHING, ...(options as CoveyOptions | undefined) };
  const page = host?.window ?? globalThis.window;
  if (!page?.document) return inertCovey(settings.site);
  try {
    return createClient({
      ...settings,
      host: { ...browserHost(page), ...host },
      loadActive,
      loadPart: (_file, name) => PARTS[name](),
    });
  } catch {
    // What Covey cannot do without is missing on this page, or broken by it.
    return inertCovey(settings.site, { internal: 1 });
  }
}
