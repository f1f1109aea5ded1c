import { expect, it } from 'vitest';
import manifest from '../../package.json';

/** As it is built; the other tests here need no build. */
const BUILT = '../../dist/packages/browser/index.js';
/** As far as it is used here: its own types are those of a page. */
interface Face {
  readonly consent: { set(answer: object): void };
  readonly ready: Promise<void>;
  track(name: string): void;
  has(id: string): boolean;
  segments(): readonly string[];
  diagnostics(): { readonly status: string };
}
type Package = { readonly createCovey: (options: object) => Face };

it(`importing ${manifest.packages.browser} does nothing in a worker, and starting it neither`, async () => {
  const before = Reflect.ownKeys(globalThis);
  const { createCovey } = (await import(/* @vite-ignore */ BUILT)) as Package;
  expect(Reflect.ownKeys(globalThis)).toEqual(before);
  const covey = createCovey({ site: 'a.example', keys: 'k:x', edge: 'https://e.example' });
  covey.consent.set({ personalisation: true });
  covey.track('view');
  await covey.ready;
  expect([covey.has('a'), covey.segments(), covey.diagnostics().status]).toEqual([
    false,
    [],
    'off',
  ]);
});
