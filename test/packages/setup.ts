// What is packed, installed as somebody else would: from tarballs, offline.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { PACKAGES_FOLDER } from '../../scripts/packages/lay-out.ts';
import { type Folder, type Package, PACKAGES, tarballOf } from '../../scripts/packages/table.ts';

export interface Packed {
  /** The tarball of each package. */
  readonly tarballs: Readonly<Record<Folder, string>>;
  /** A project that has the browser's package among its dependencies, and no other. */
  readonly consumer: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    packed: Packed;
  }
}

/** Nothing is looked up, nothing else is installed. */
export const OFFLINE = '--offline --no-audit --no-fund --ignore-scripts --legacy-peer-deps'.split(
  ' ',
);

export default function setup(project: TestProject): () => void {
  const tarballs = Object.fromEntries(PACKAGES.map((one) => [one.folder, packed(one)])) as Record<
    Folder,
    string
  >;
  const consumer = mkdtempSync(join(tmpdir(), 'covey-consumer-'));
  installInto(consumer, tarballs.browser);
  project.provide('packed', { tarballs, consumer });
  return () => rmSync(consumer, { recursive: true, force: true });
}

function packed(one: Package): string {
  const path = resolve(PACKAGES_FOLDER, tarballOf(one));
  if (!existsSync(path)) throw new Error(`${path} is missing: run "npm run build && npm run pack"`);
  return path;
}

/** Makes a fresh project there, with these tarballs as its dependencies. */
export function installInto(project: string, ...tarballs: readonly string[]): void {
  writeFileSync(
    join(project, 'package.json'),
    '{ "name": "a-site", "private": true, "type": "module" }',
  );
  execFileSync('npm', ['install', ...OFFLINE, ...tarballs], { cwd: project, stdio: 'pipe' });
}
