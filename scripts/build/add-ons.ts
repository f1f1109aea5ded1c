// What a site may load beside Covey: each an entry of the package, most also a script file of their own. To add one, add
// a line here: build, package, edge, sizes and tests follow from it.

/** One thing that is loaded only where it is used. */
export interface AddOn {
  /** The import is `@covey-segments/browser/PATH`; the script file, where there is one, `covey-PATH.js` with a dash. */
  readonly path: string;
  readonly source: string;
  /** What becomes the script file: starts what `source` exports. */
  readonly tag?: string;
  /** Bytes after brotli, at most: of the script file, or else of the import. */
  readonly budget: number;
  /** Packages that the page has of its own, and the versions that will do. They are not part of the file. */
  readonly peers?: { readonly [name: string]: string };
  /** The first statement of what is built: a word to those who bundle it. */
  readonly directive?: string;
  /** Packages that become part of the file. */
  readonly bundles?: readonly string[];
  readonly what: string;
}

/** An adapter or bridge: `FOLDER/NAME.ts`, and `FOLDER/tags/NAME.ts` for its script file. */
const withTag =
  (family: string, folder: string, what: string) =>
  (name: string, budget: number): AddOn => ({
    path: `${family}/${name}`,
    source: `sdk/add-ons/${folder}/${name}.ts`,
    tag: `sdk/add-ons/${folder}/tags/${name}.ts`,
    budget,
    what,
  });

const activation = withTag('activation', 'activation', 'hands segments on to another tool');
const bridge = withTag('bridge', 'bridges', 'a bridge from another tool');
const capture = withTag('capture', 'capture', 'events beyond those that are captured anyway');
const consentManager = withTag('consent', 'consent-managers', 'an adapter for a consent manager');

/** For whoever writes a page with it: `FOLDER/NAME.ts`, the import alone. */
const framework = (
  path: string,
  budget: number,
  peers: NonNullable<AddOn['peers']>,
  more: Partial<AddOn> = {},
): AddOn => ({
  path,
  source: `sdk/add-ons/frameworks/${path}.ts`,
  budget,
  peers,
  what: 'for pages made with it',
  ...more,
});

export const ADD_ONS: readonly AddOn[] = [
  capture('video', 1_536),
  capture('rapid-clicks', 1_536),
  { ...capture('web-vitals', 3_584), bundles: ['web-vitals'] },
  consentManager('tcf', 2_560),
  consentManager('gpp', 2_048),
  consentManager('google-consent-mode', 1_792),
  consentManager('vanilla-cookieconsent', 2_048),
  consentManager('klaro', 2_048),
  consentManager('tarteaucitron', 2_048),
  consentManager('c15t', 2_048),
  consentManager('orejime', 2_048),
  consentManager('osano', 2_048),
  consentManager('silktide', 2_048),
  bridge('mixpanel', 2_816),
  bridge('segment', 2_816),
  bridge('posthog', 2_816),
  bridge('adobe-web-sdk', 2_816),
  bridge('adobe-data-layer', 2_560),
  bridge('adobe-analytics', 2_560),
  bridge('snowplow', 3_072),
  bridge('rudderstack', 2_816),
  bridge('matomo', 2_816),
  bridge('plausible', 2_816),
  activation('gpt', 768),
  activation('prebid', 1_024),
  activation('data-layer', 768),
  {
    path: 'inform',
    source: 'sdk/add-ons/inform/inform.ts',
    tag: 'sdk/add-ons/inform/tag.ts',
    budget: 3_584,
    what: 'measurement by information, where the signed definitions say so',
  },
  // Servers that render React are told that it belongs to the browser.
  framework('react', 1_280, { react: '>=18' }, { directive: "'use client';" }),
  framework('vue', 1_280, { vue: '^3.3.0' }),
  framework('svelte', 1_024, {}),
  framework('openfeature', 1_792, { '@openfeature/web-sdk': '^1.4.1' }),
];

/** `consent/tcf` is built as `dist/consent-tcf.js`. */
export const builtAs = ({ path }: Pick<AddOn, 'path'>): string => path.replaceAll('/', '-');

/** And its script file as `dist/covey-consent-tcf.js`. */
export const tagBuiltAs = (addOn: Pick<AddOn, 'path'>): string => `covey-${builtAs(addOn)}`;

export const TAGS: readonly AddOn[] = ADD_ONS.filter(({ tag }) => tag !== undefined);
