// The packages that are published. Their names and their one version stand in package.json.
import repository from '../../package.json' with { type: 'json' };
import { ADD_ONS, builtAs } from '../build/add-ons.ts';

export type Folder = keyof typeof repository.packages;

/** A path that can be imported: files of that name at the package's root, `types` in dist/types. */
export interface Entry {
  readonly path: string;
  readonly file: string;
  /** In dist/, where it is called otherwise there. */
  readonly built?: string;
  readonly types: string;
  /** The first statement of its file. */
  readonly directive?: string | undefined;
  /** There is nothing to run. */
  readonly typesOnly?: true;
}

export interface Package {
  readonly folder: Folder;
  readonly name: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly entries: readonly Entry[];
  /** What the package's one program is called, and its file. */
  readonly program?: readonly [name: string, file: string];
  /** Beside it where its own is not enough; `optional`: only for some of what it does. */
  readonly peers?: {
    readonly [name: string]: { readonly range: string; readonly optional: boolean };
  };
}

const { browser, cli, edge } = repository.packages;
export const { version } = repository;

/** The file that `npm pack` makes of it. */
export const tarballOf = ({ name }: Pick<Package, 'name'>): string =>
  `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;

export const PACKAGES: readonly Package[] = [
  {
    folder: 'browser',
    name: browser,
    description:
      "Segments decided in the visitor's own browser, from definitions that the site's owner has signed.",
    keywords: ['segmentation', 'personalisation', 'privacy', 'consent', 'analytics', 'browser'],
    entries: [
      { path: '.', file: 'index', types: 'sdk/index' },
      { path: './conditions', file: 'conditions', types: 'shared/conditions/index' },
      { path: './definitions', file: 'definitions', types: 'shared/definitions/authoring' },
      ...ADD_ONS.map((addOn) => ({
        path: `./${addOn.path}`,
        file: addOn.path,
        built: builtAs(addOn),
        types: addOn.source.replace(/\.ts$/, ''),
        directive: addOn.directive,
      })),
      { path: './global', file: 'global', types: 'sdk/global', typesOnly: true },
    ],
    peers: Object.fromEntries(
      ADD_ONS.flatMap(({ peers = {} }) => Object.entries(peers)).map(([name, range]) => [
        name,
        { range, optional: true },
      ]),
    ),
  },
  {
    folder: 'cli',
    name: cli,
    description: 'The command line for Covey: write, check, try, sign and publish definitions.',
    keywords: ['segmentation', 'personalisation', 'privacy', 'cli'],
    entries: [],
    program: ['covey', 'cli.js'],
    peers: {
      '@clickhouse/client': { range: '^1.23.1', optional: true },
      '@duckdb/node-api': {
        range: repository.devDependencies['@duckdb/node-api'],
        optional: true,
      },
      'playwright-core': {
        range: repository.devDependencies['playwright-core'],
        optional: true,
      },
      pg: { range: '^8.23.1', optional: true },
    },
  },
  {
    folder: 'edge',
    name: edge,
    description:
      'The Cloudflare Worker for Covey, as built: hands out signed definitions and the script, takes randomised counts.',
    keywords: ['segmentation', 'personalisation', 'privacy', 'cloudflare-workers'],
    entries: [{ path: './personalize', file: 'personalize', types: 'worker/personalize/index' }],
    program: ['covey-edge', 'deploy.js'],
    peers: { wrangler: { range: '^4.0.0', optional: false } },
  },
];
