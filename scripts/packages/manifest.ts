import { type Entry, type Package, version } from './table.ts';

/** The package.json of a package. */
export function manifestOf({
  name,
  description,
  keywords,
  entries,
  program,
  peers = {},
}: Package): object {
  // Provenance is refused for a package that names another place than where it was built.
  const repository = process.env['GITHUB_REPOSITORY'];
  return {
    name,
    version,
    description,
    keywords,
    license: 'MIT',
    ...(repository && {
      repository: { type: 'git', url: `git+https://github.com/${repository}.git` },
    }),
    type: 'module',
    ...(entries.length > 0 && { sideEffects: false }),
    ...(entries.some(({ path }) => path === '.') && {
      // For what does not read `exports`.
      main: './index.cjs',
      module: './index.js',
      types: './index.d.cts',
    }),
    ...(program && { bin: { [program[0]]: `./${program[1]}` } }),
    engines: { node: '>=20' },
    exports: {
      ...Object.fromEntries(entries.map((entry) => [entry.path, conditions(entry)])),
      './package.json': './package.json',
    },
    ...(Object.keys(peers).length > 0 && {
      peerDependencies: Object.fromEntries(
        Object.entries(peers).map(([peer, { range }]) => [peer, range]),
      ),
      peerDependenciesMeta: Object.fromEntries(
        Object.entries(peers)
          .filter(([, { optional }]) => optional)
          .map(([peer]) => [peer, { optional: true }]),
      ),
    }),
    publishConfig: { access: 'public' },
  };
}

const conditions = ({ file }: Entry) => ({
  import: { types: `./${file}.d.ts`, default: `./${file}.js` },
  require: { types: `./${file}.d.cts`, default: `./${file}.cjs` },
});
