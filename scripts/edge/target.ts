// Where wrangler's settings deploy to, held against where the files of the last releases are asked for.
import { createRequire } from 'node:module';
import { Failure, reasonOf } from '../../cli/failure.ts';
import { wranglerFile } from './wrangler.ts';

/** What of wrangler's own reading of its settings is needed; relative to this folder. */
interface Settings {
  readonly name?: string;
  readonly workers_dev?: boolean;
  readonly route?: Route;
  readonly routes?: readonly Route[];
}
type Route = string | { readonly pattern: string };

export interface Target {
  /** Of the Worker. */
  readonly name: string;
  /** `[env.NAME]`; null: the settings' first. */
  readonly environment: string | null;
  /** Hosts that the settings name, perhaps with a `*`. */
  readonly hosts: readonly string[];
  /** It has, or may have, an address at workers.dev. */
  readonly isAtWorkersDev: boolean;
}

/**
 * What `wrangler deploy` with these arguments would deploy to; null where this wrangler does not tell. @throws Failure where
 * the settings cannot be read.
 */
export function targetOf(args: readonly string[]): Target | null {
  const environment = optionIn(args, '--env', '-e') || process.env['CLOUDFLARE_ENV'] || null;
  const config = optionIn(args, '--config', '-c');
  const { unstable_readConfig: read } = createRequire(import.meta.url)(wranglerFile()) as {
    readonly unstable_readConfig?: (
      args: { readonly config?: string; readonly env?: string },
      options: { readonly hideWarnings: boolean },
    ) => Settings;
  };
  if (!read) return null;
  try {
    const settings = read(
      { ...(config && { config }), ...(environment && { env: environment }) },
      { hideWarnings: true },
    );
    const { name = '', workers_dev: workersDev, route, routes = [] } = settings;
    const all = [...(route === undefined ? [] : [route]), ...routes];
    return {
      name,
      environment,
      hosts: all.map((one) => hostOf(typeof one === 'string' ? one : one.pattern)),
      isAtWorkersDev: workersDev ?? all.length === 0,
    };
  } catch (error) {
    throw new Failure('file', `wrangler's settings cannot be read: ${reasonOf(error)}`, [
      '"npx wrangler deploy --dry-run" says more of it.',
    ]);
  }
}

/** An option's value, as wrangler takes it. */
function optionIn(args: readonly string[], ...names: readonly string[]): string | undefined {
  for (const [at, arg] of args.entries())
    for (const name of names) {
      if (arg === name) return args[at + 1] ?? '';
      if (arg.startsWith(`${name}=`)) return arg.slice(name.length + 1);
    }
  return undefined;
}

const hostOf = (pattern: string): string =>
  (pattern.replace(/^https?:\/\//, '').split('/')[0] ?? '').toLowerCase();

/** @throws Failure where `edge` is the address of another Worker than the one that would be deployed. */
export function requireTarget(edge: string, target: Target): void {
  const { hostname: host } = new URL(edge);
  const { name, environment, hosts, isAtWorkersDev } = target;
  if (hosts.some((each) => fits(host, each))) return;
  if (isAtWorkersDev && new RegExp(`^${name}\\.[^.]+\\.workers\\.dev$`).test(host)) return;
  const places = [...hosts, ...(isAtWorkersDev ? [`${name}.NAME.workers.dev`] : [])];
  throw new Failure(
    'usage',
    `--edge is ${host}, and the settings${environment === null ? '' : ` of --env ${environment}`} deploy "${name}" to ${places.join(', ') || 'no address that they name'}. Nothing was deployed.`,
    [
      `What is live at --edge would be kept with another Worker, and pages of this one would lose their files. Give its own address${places.length > 0 ? ' of these' : ''}${environment === null ? ', or --env NAME for another Worker of the settings' : ''}.`,
      'Where it has that address by a route that the settings do not name, add it to "routes" there, or say --other-address.',
    ],
  );
}

const fits = (host: string, pattern: string): boolean =>
  pattern.startsWith('*')
    ? host.endsWith(pattern.replace(/^\*\.?/, '.')) || host === pattern.replace(/^\*\.?/, '')
    : host === pattern;

/** How long an address is waited for that may not be there yet. */
const WAIT_MS = 5000;

/** @throws Failure where a Covey Worker answers already at an address where the first is to be. */
export async function requireNone({ hosts }: Pick<Target, 'hosts'>): Promise<void> {
  for (const host of hosts.filter((each) => !each.includes('*'))) {
    const isThere = await fetch(`https://${host}/v1/health`, {
      signal: AbortSignal.timeout(WAIT_MS),
    })
      .then(async (answer) => {
        const body: unknown = await answer.json();
        return typeof body === 'object' && body !== null && 'ok' in body && 'version' in body;
      })
      // Nobody answers there, or not as a Covey Worker does.
      .catch(() => false);
    if (isThere)
      throw new Failure(
        'usage',
        `There is a Worker at ${host} already: --first would take the files of its releases from pages that still name them. Nothing was deployed.`,
        [`--edge https://${host}: what is live there is kept.`],
      );
  }
}
