import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ADD_ONS } from '../../scripts/build/add-ons.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/(^|\/)(dist|node_modules)\//.test(name))
    .map((name) => join(folder, name));
}

/** The relative imports of a file, as paths from the root; packages by their name. */
function imports(file: string): { path: string; typeOnly: boolean }[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found: { path: string; typeOnly: boolean }[] = [];
  const statements = /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
  const dynamic = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
  for (const [, type, target = ''] of text.matchAll(statements)) {
    found.push({ path: target, typeOnly: type !== undefined });
  }
  for (const [, target = ''] of text.matchAll(dynamic))
    found.push({ path: target, typeOnly: false });
  return found.map(({ path, typeOnly }) => ({
    path: path.startsWith('.') ? relative('.', normalize(join(dirname(file), path))) : path,
    typeOnly,
  }));
}

/** `sdk/store/database.ts` is in room `sdk/store`; `sdk/active.ts` in `sdk`. */
function room(path: string, depth = 2): string {
  return path.split('/').slice(0, -1).slice(0, depth).join('/');
}

function forbidden(
  folder: string,
  allowed: (from: string, to: string, typeOnly: boolean) => boolean,
) {
  return sources(folder).flatMap((file) =>
    imports(file)
      .filter(({ path, typeOnly }) => !allowed(file, path, typeOnly))
      .map(({ path }) => `${file} -> ${path}`),
  );
}

const hosts = /^(sdk|worker|cli|demo|test|bench|scripts)\//;

/** Rooms of `shared` that each room, or a folder of its own in it, may import; a value ending in `/` allows the whole room. */
const sharedArrows: Readonly<Record<string, readonly string[]>> = {
  'shared/conditions': [],
  // A kind's file holds all that is said of it; each export is loaded by those who read it.
  'shared/metrics': [
    'shared/definitions/types.ts',
    'shared/definitions/durations.ts',
    'shared/definitions/limits.ts',
    'shared/definitions/checks/caps.ts',
    'shared/engine/',
    'shared/sql/',
    'shared/words/types.ts',
  ],
  'shared/definitions': [
    'shared/conditions/',
    'shared/metrics/',
    'shared/sources/',
    'shared/counting/budget.ts',
    'shared/counting/normal-form.ts',
  ],
  'shared/sources': [],
  'shared/random': [],
  'shared/mappings': [],
  'shared/log-sources': [
    'shared/mappings/',
    'shared/logs/',
    'shared/definitions/types.ts',
    'shared/definitions/limits.ts',
    'shared/engine/types.ts',
    'shared/sql/text.ts',
    'shared/sql/dialects/index.ts',
  ],
  'shared/ready-segments': ['shared/definitions/types.ts'],
  'shared/engine': [
    'shared/conditions/',
    'shared/definitions/types.ts',
    'shared/definitions/durations.ts',
  ],
  // The words of each kind; how kinds are computed the engine is told.
  'shared/engine/explain': [
    'shared/metrics/explained.ts',
    'shared/metrics/lists/explained.ts',
    'shared/words/',
  ],
  'shared/words': ['shared/definitions/durations.ts'],
  'shared/reading': [
    'shared/conditions/operators.ts',
    'shared/definitions/types.ts',
    'shared/definitions/durations.ts',
    'shared/definitions/facts.ts',
    'shared/metrics/specs.ts',
    'shared/words/formats.ts',
    'shared/words/languages.ts',
    'shared/words/types.ts',
  ],
  'shared/experiences': [
    'shared/definitions/types.ts',
    'shared/engine/values/',
    'shared/histograms/',
  ],
  'shared/histograms': [
    'shared/definitions/types.ts',
    'shared/definitions/duration-text.ts',
    'shared/metrics/',
  ],
  'shared/diff': [
    'shared/counting/',
    'shared/definitions/types.ts',
    'shared/experiences/',
    'shared/reading/',
    'shared/wire/',
  ],
  'shared/stored': [],
  'shared/papers': [
    'shared/definitions/types.ts',
    'shared/definitions/durations.ts',
    'shared/counting/',
    'shared/engine/',
    'shared/experiences/',
    'shared/metrics/',
    'shared/reading/',
    'shared/stored/',
    'shared/words/',
  ],
  'shared/wire': ['shared/definitions/types.ts'],
  'shared/documents': ['shared/definitions/'],
  'shared/signing': [
    'shared/wire/',
    'shared/definitions/types.ts',
    'shared/definitions/durations.ts',
  ],
  'shared/csv': [],
  'shared/parquet': [],
  'shared/counting': [
    'shared/csv/',
    'shared/wire/',
    'shared/definitions/types.ts',
    'shared/definitions/durations.ts',
  ],
  'shared/analysis': [
    'shared/counting/normal-form.ts',
    'shared/counting/estimate.ts',
    'shared/definitions/types.ts',
    'shared/definitions/durations.ts',
  ],
  'shared/clusters': [
    'shared/analysis/',
    'shared/definitions/types.ts',
    'shared/definitions/durations.ts',
    'shared/random/',
  ],
  'shared/importers': [
    'shared/metrics/',
    'shared/definitions/types.ts',
    'shared/definitions/durations.ts',
    'shared/definitions/facts.ts',
    'shared/definitions/limits.ts',
  ],
  'shared/logs': [
    'shared/conditions/',
    'shared/engine/',
    'shared/metrics/',
    'shared/definitions/types.ts',
    'shared/definitions/limits.ts',
    'shared/definitions/durations.ts',
    'shared/definitions/session-start.ts',
    'shared/definitions/checks/suggest.ts',
  ],
  'shared/sql': [
    'shared/conditions/',
    'shared/metrics/',
    'shared/definitions/types.ts',
    'shared/definitions/limits.ts',
    'shared/definitions/durations.ts',
    'shared/definitions/session-start.ts',
  ],
};

/** Packages that a room of `shared` may import. */
const PACKAGES_OF: Readonly<Record<string, RegExp>> = {
  'shared/definitions': /^zod(\/mini)?$/,
  'shared/documents': /^jsonc-parser$/,
  'shared/parquet': /^hyparquet(-compressors)?$/,
  'shared/clusters': /^ml-kmeans$/,
};

/** Rooms of the studio, and those that each may import besides; pages know no other page. */
const studioArrows: Readonly<Record<string, readonly string[]>> = {
  routes: [],
  components: ['routes'],
  reading: ['components'],
  site: [],
  draft: ['site'],
  // A page, unless it says more.
  page: ['routes', 'components', 'site', 'draft', 'reading'],
};

const leadsTo = (from: string, to: string): boolean =>
  (sharedArrows[from] ?? []).some((target) =>
    target.endsWith('/') ? to.startsWith(target) : to === target,
  );

/** Folders of the engine that each folder may import; `types.ts` and `index.ts` stand above them. */
const engineArrows: Readonly<Record<string, readonly string[]>> = {
  values: ['types.ts'],
  graph: ['values', 'types.ts'],
  operators: ['graph', 'values', 'types.ts'],
  sequence: ['graph', 'values', 'types.ts'],
  plan: ['graph', 'values', 'types.ts'],
  analysis: ['plan', 'graph', 'values', 'types.ts'],
  runtime: ['plan', 'graph', 'values', 'types.ts'],
  explain: ['runtime', 'plan', 'graph', 'values', 'types.ts'],
  'index.ts': ['analysis', 'plan', 'runtime', 'graph', 'types.ts'],
};

/** `shared/engine/plan/link.ts` is in `plan`. */
const engineFolder = (path: string): string => path.split('/')[2] ?? '';

/** Files that import themselves by way of others, types apart. */
function circles(folder: string): string[] {
  const files = sources(folder);
  const known = new Set(files);
  const targets = new Map(
    files.map((file) => [
      file,
      imports(file).flatMap(({ path, typeOnly }) => (!typeOnly && known.has(path) ? [path] : [])),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    if (done.has(file)) return;
    done.add(file);
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
  };
  for (const file of files) visit(file, []);
  return found;
}

describe('arrows between rooms', () => {
  it('the site of the docs takes what is shared', () => {
    expect(sources('docs/site').length).toBeGreaterThan(3);
    expect(
      forbidden('docs/site/playground', (_, to) => /^(shared\/|docs\/site\/playground\/)/.test(to)),
    ).toEqual([]);
  });

  it('finds the sources it is meant to watch', () => {
    expect(sources('shared').length).toBeGreaterThan(5);
    expect(imports('shared/engine/types.ts').map(({ path }) => path)).toContain(
      'shared/definitions/types.ts',
    );
  });

  it('shared imports no host, no package but zod, parsers of JSON and Parquet, and k-means, and its rooms only along the arrows', () => {
    expect(
      forbidden('shared', (from, to) => {
        if (hosts.test(to)) return false;
        if (!to.startsWith('shared/')) return (PACKAGES_OF[room(from)] ?? /^$/).test(to);
        if (room(from) === room(to)) return true;
        return [room(from), room(from, 3)].some((one) => leadsTo(one, to));
      }),
    ).toEqual([]);
  });

  it('folders of the engine import one another only along the arrows', () => {
    expect(
      forbidden('shared/engine', (from, to) => {
        if (!to.startsWith('shared/engine/') || engineFolder(from) === engineFolder(to))
          return true;
        return (engineArrows[engineFolder(from)] ?? []).includes(engineFolder(to));
      }),
    ).toEqual([]);
  });

  it('no file of the engine, of a metric or of the page imports itself by way of others', () => {
    expect(['shared/engine', 'shared/metrics', 'shared/logs', 'sdk'].flatMap(circles)).toEqual([]);
  });

  it('rooms of the sdk do not import each other: active wires them, and client what is there before consent', () => {
    expect(
      forbidden('sdk', (from, to, typeOnly) => {
        if (to.startsWith('shared/')) return true;
        // What is loaded beside Covey has a rule of its own, below.
        if (!to.startsWith('sdk/')) return to === 'idb' || from.startsWith('sdk/add-ons/');
        // What active.ts wires, it wires by the rooms' doors.
        const inRoot =
          room(from) === 'sdk' || (room(from) === 'sdk/active' && to.endsWith('/index.ts'));
        const beforeConsent =
          room(from) === 'sdk/client' && /^sdk\/(consent|personalise|store)\/index\.ts$/.test(to);
        // A part only names what is in it.
        const inPart = room(from) === 'sdk/parts';
        return (
          inRoot ||
          inPart ||
          beforeConsent ||
          room(from) === room(to) ||
          room(to) === 'sdk' ||
          typeOnly
        );
      }),
    ).toEqual([]);
  });

  it('what is loaded beside Covey takes types alone from it, what checks signatures, tables of names, and the packages that are listed for it, and nobody takes from it', () => {
    const isInside = (path: string) => path.startsWith('sdk/add-ons/');
    const folder = (path: string) => path.split('/').slice(0, 3).join('/');
    const isShared = (path: string) => path.split('/').length === 3;
    /** What checks the owner's signature, and what other tools call things, is the same wherever it stands. */
    const isPure = (path: string) =>
      /^shared\/(signing\/index|wire\/index|mappings\/.*)\.ts$/.test(path);
    const packages = new Set(
      ADD_ONS.flatMap(({ peers = {}, bundles = [] }) => [...Object.keys(peers), ...bundles]),
    );
    expect(
      forbidden(
        'sdk',
        (from, to, typeOnly) =>
          typeOnly ||
          isInside(from) === isInside(to) ||
          (isInside(from) && (packages.has(to) || isPure(to))),
      ),
    ).toEqual([]);
    expect(
      forbidden(
        'sdk/add-ons',
        (from, to, typeOnly) =>
          packages.has(to) ||
          isPure(to) ||
          (typeOnly && !isInside(to)) ||
          (isInside(to) && (isShared(to) || folder(from) === folder(to))),
      ),
    ).toEqual([]);
  });

  it.each(['worker', 'cli'])('%s imports shared and itself, no other host', (host) => {
    expect(forbidden(host, (_from, to) => to.startsWith(`${host}/`) || !hosts.test(to))).toEqual(
      [],
    );
  });

  it('rooms of the studio import each other by their doors and along the arrows; the shell loads pages when they are opened', () => {
    const studio = 'worker/studio';
    const inside = (path: string) => path.split('/')[2] ?? '';
    expect(
      forbidden(studio, (from, to) => {
        if (!to.startsWith(`${studio}/`) || from.split('/').length === 3) return true;
        if (room(from, 3) === room(to, 3)) return true;
        if (!/^worker\/studio\/[^/]+\/index\.ts$/.test(to)) return false;
        const own = inside(from);
        return (
          own === 'app' || (studioArrows[own] ?? studioArrows['page'] ?? []).includes(inside(to))
        );
      }),
    ).toEqual([]);
    const shell = sources(`${studio}/app`).flatMap((file) =>
      [
        ...readFileSync(join(root, file), 'utf8').matchAll(/^import [^;]*from '\.\.\/([^/']+)/gm),
      ].map(([, name = '']) => name),
    );
    expect(shell.filter((name) => !(name in studioArrows) && name !== '..')).toEqual([]);
  });

  it('the shop imports only itself, but for the definitions its owner writes', () => {
    expect(
      forbidden('demo', (from, to) => {
        if (to.startsWith('shared/')) return from === 'demo/definitions.ts';
        return to.startsWith('demo/') || !hosts.test(to);
      }),
    ).toEqual([]);
  });

  it('the page never loads zod', () => {
    const seen = new Set<string>();
    const queue = sources('sdk');
    while (queue.length > 0) {
      const file = queue.pop() as string;
      if (seen.has(file)) continue;
      seen.add(file);
      for (const { path, typeOnly } of imports(file)) {
        if (typeOnly) continue;
        expect(path, `${file} imports ${path}`).not.toMatch(/^zod/);
        if (path.endsWith('.ts')) queue.push(path);
      }
    }
  });

  it('the slow meaning is a second opinion: it reads nothing of what the kinds say of themselves', () => {
    const read = imports('test/shared/engine/meaning.ts').filter(
      ({ path, typeOnly }) =>
        /^shared\/(metrics|sql)\//.test(path) || (path.startsWith('shared/engine/') && !typeOnly),
    );
    expect(read).toEqual([]);
  });

  it('shared uses no clock, randomness or local time zone of its own', () => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\.get(?:Hours|Day|Date|Month|FullYear|TimezoneOffset)\(/;
    expect(
      sources('shared').filter((file) => impure.test(readFileSync(join(root, file), 'utf8'))),
    ).toEqual([]);
  });
});
