// What the site has, in which order: one list, from which menu and sidebar are made.
export interface Section {
  readonly title: string;
  /** From docs/ on. */
  readonly pages: readonly string[];
}

export const SECTIONS: readonly Section[] = [
  {
    title: 'Begin',
    pages: ['put-it-on-your-site.md', 'installing.md', 'playground.md', 'ready-segments.md'],
  },
  {
    title: 'Guides',
    pages: [
      'guides/from-ga4.md',
      'guides/from-adobe.md',
      'guides/from-mixpanel.md',
      'guides/from-posthog.md',
      'guides/getting-a-log.md',
      'guides/reading-the-counts.md',
      'guides/privacy-for-visitors.md',
    ],
  },
  {
    title: 'In the page',
    pages: [
      'sdk.md',
      'first-paint.md',
      'frameworks.md',
      'consent-managers.md',
      'bridges.md',
      'activation.md',
      'browsers.md',
    ],
  },
  {
    title: 'Definitions',
    pages: ['language.md', 'reference.md', 'checks.md', 'import.md', 'capabilities.md'],
  },
  {
    title: 'For the owner',
    pages: [
      'studio.md',
      'studio-compared.md',
      'cli.md',
      'cli-json.md',
      'simulate.md',
      'log-sources.md',
      'analyse.md',
      'sql.md',
      'operating.md',
      'personalising-at-the-edge.md',
    ],
  },
  { title: 'Privacy', pages: ['storage.md', 'papers.md', 'counting.md', 'threat-model.md'] },
  { title: 'Contributing', pages: ['contributing.md', 'architecture.md', 'adding-a-metric.md'] },
];

const DECISIONS = 'decisions/';

/** The list with what else there is: decisions by their numbers, and pages that nobody has found a place for. */
export const sectionsOf = (files: readonly string[]): readonly Section[] => {
  const listed = new Set(SECTIONS.flatMap(({ pages }) => pages));
  const others = files.filter((file) => !listed.has(file) && file !== 'site/index.md').toSorted();
  const [decisions, more] = [true, false].map((is) =>
    others.filter((file) => file.startsWith(DECISIONS) === is),
  );
  return [
    ...SECTIONS,
    { title: 'Decisions', pages: decisions ?? [] },
    { title: 'More', pages: more ?? [] },
  ].filter(({ pages }) => pages.length > 0);
};

/** A page's name: its first heading, without marks of code. */
export const titleOf = (text: string): string =>
  (/^# (.+)$/m.exec(text)?.[1] ?? '').replaceAll('`', '');

/** Its address on the site. */
export const addressOf = (page: string): string => `/${page.replace(/\.md$/, '')}`;
