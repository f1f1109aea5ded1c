import type { Package } from './table.ts';

export interface Release {
  readonly version: string;
  /** The tag that the release is made from. */
  readonly tag: string | undefined;
  readonly changelog: string;
  /** Packages that were not packed. */
  readonly missing: readonly Pick<Package, 'name'>[];
}

/** Why this must not be published; empty where it may. */
export function faultsOf({ version, tag, changelog, missing }: Release): readonly string[] {
  return [
    ...(tag === `v${version}`
      ? []
      : [`the tag is ${tag ?? 'missing'}, and package.json says ${version}`]),
    ...(changelog.includes(`\n## [${version}] - `)
      ? []
      : [`CHANGELOG.md has no section "## [${version}] - DATE"`]),
    ...missing.map(({ name }) => `${name} is not packed: run "npm run build && npm run pack"`),
  ];
}
