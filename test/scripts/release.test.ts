import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { manifestOf } from '../../scripts/packages/manifest.ts';
import { faultsOf } from '../../scripts/packages/release-faults.ts';
import { PACKAGES } from '../../scripts/packages/table.ts';

describe('a release', () => {
  const release = {
    version: '1.2.3',
    tag: 'v1.2.3',
    changelog: '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-12-01\n',
    missing: [],
  };

  it('is made from the tag of its version, when the changelog names it and all is packed', () => {
    expect(faultsOf(release)).toEqual([]);
    expect(faultsOf({ ...release, tag: 'v1.2.4' })).toHaveLength(1);
    expect(faultsOf({ ...release, tag: undefined })).toHaveLength(1);
    expect(faultsOf({ ...release, changelog: '## [Unreleased]\n1.2.3' })).toHaveLength(1);
    expect(faultsOf({ ...release, missing: PACKAGES })).toHaveLength(PACKAGES.length);
  });

  it('names the repository it is built in, which provenance is held against', () => {
    const before = process.env['GITHUB_REPOSITORY'];
    try {
      for (const one of PACKAGES) {
        process.env['GITHUB_REPOSITORY'] = 'somebody/covey';
        expect(manifestOf(one)).toMatchObject({
          version: packageJson.version,
          repository: { type: 'git', url: 'git+https://github.com/somebody/covey.git' },
        });
        delete process.env['GITHUB_REPOSITORY'];
        expect(manifestOf(one)).not.toHaveProperty('repository');
      }
    } finally {
      if (before === undefined) delete process.env['GITHUB_REPOSITORY'];
      else process.env['GITHUB_REPOSITORY'] = before;
    }
  });

  it('is allowed to prove who makes it, and to write nothing to the repository', () => {
    const workflow = readFileSync('.github/workflows/release.yml', 'utf8');
    expect(workflow).toMatch(/^ {4}permissions:\n {6}contents: read\n {6}id-token: write\n/m);
    expect(workflow).not.toMatch(/contents: write|pull_request/);
    const commands = [
      ...workflow.matchAll(/run: (?:npm run (\w+)|npm (test -- --engines|ci))$/gm),
    ].map(([, script, own]) => script ?? own);
    expect(commands).toEqual(['ci', 'test -- --engines', 'release']);
    expect(packageJson.scripts).toHaveProperty('release');
  });
});
