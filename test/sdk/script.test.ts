import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { NAME, newDevice } from './harness.ts';
import type { Covey } from '../../sdk/index.ts';

// The tag's script runs where it stands: in the one window of this test's environment.
const page = window as unknown as { covey?: Partial<Covey> & { q?: unknown[] } };

beforeAll(() => {
  vi.stubGlobal('ENGINE', ['covey-engine.js', 'sha256-x']);
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
beforeEach(() => {
  vi.resetModules();
  page.covey?.destroy?.();
  delete page.covey;
  const { storage } = newDevice();
  Object.defineProperty(window, 'localStorage', { get: () => storage, configurable: true });
});

async function runTag(attributes: { readonly [name: string]: string } = {}): Promise<void> {
  const script = document.createElement('script');
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
  Object.defineProperty(script, 'src', { value: 'https://edge.example/covey.js' });
  Object.defineProperty(document, 'currentScript', { value: script, configurable: true });
  await import('../../sdk/script.ts');
}

describe('the script of the tag', () => {
  it('puts one global on the page, for the site in its attributes', async () => {
    await runTag({ 'data-site': 'hazel.example', 'data-key': 'a:b' });
    expect(page.covey?.diagnostics?.()).toMatchObject({ site: 'hazel.example', status: 'off' });
    expect(page.covey?.has?.('anything')).toBe(false);
  });

  it('takes over the queue of the stub: its object stays, its calls are made, in order', async () => {
    const heard = vi.fn();
    const ready = vi.fn();
    const stub = {
      q: [
        ['track', 'too_early'],
        ['consent', { personalisation: false, measurement: false }],
        ['on', 'consent', heard],
        ['ready', ready],
        ['nonsense', 1],
        ['constructor'],
        null,
        7,
        'track',
      ] as unknown[],
    };
    page.covey = stub as unknown as NonNullable<typeof page.covey>;
    await runTag({ 'data-site': 'hazel.example' });
    expect(page.covey).toBe(stub);
    expect(stub.q).toBeUndefined();
    expect(page.covey?.consent?.get().personalisation).toBe(false);
    expect(page.covey?.diagnostics?.().problems).toEqual({ 'no-consent': 1 });
    await page.covey?.ready;
    expect(ready).toHaveBeenCalledOnce();
    page.covey?.consent?.set({ personalisation: false, measurement: false });
    expect(heard).not.toHaveBeenCalled();
  });

  it('a second tag changes nothing, and is told of', async () => {
    await runTag({ 'data-site': 'hazel.example' });
    const { covey } = page;
    vi.resetModules();
    await runTag({ 'data-site': 'other.example' });
    expect(page.covey).toBe(covey);
    expect(page.covey?.diagnostics?.()).toMatchObject({
      site: 'hazel.example',
      problems: { 'second-copy': 1 },
    });
  });
});

describe('the stub of docs/sdk.md', () => {
  const [, stub = ''] =
    /```js\n(window\.covey = window\.covey \|\|[^]*?)```/.exec(
      readFileSync('docs/sdk.md', 'utf8'),
    ) ?? [];
  const runStub = (): Covey => {
    window.eval(stub);
    return page.covey as Covey;
  };
  /** What a page of before left for this one's first paint. */
  const returning = (shown: { readonly [id: string]: 0 }) =>
    localStorage.setItem(
      NAME,
      JSON.stringify({
        personalisation: true,
        time: Date.now(),
        shown,
        until: Date.now() + 60_000,
      }),
    );

  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
  afterEach(() => vi.useRealTimers());

  it('has every member that the script has, and answers as before consent', async () => {
    const covey = runStub();
    const names = new Set(Object.keys(covey));
    expect(covey.has('a')).toBe(false);
    expect(covey.segments()).toEqual([]);
    expect(covey.choose({ a: 1, default: 2 })).toBe(2);
    const why = covey.explain('a');
    expect(covey.metrics()).toEqual({});
    const { consent } = covey;
    const asked = [consent.get(), covey.diagnostics()];
    await runTag({ 'data-site': 'hazel.example' });
    expect(await why).toBeNull();
    names.delete('q');
    expect([...names].toSorted()).toEqual(Object.keys(covey).toSorted());
    expect(Object.keys(consent)).toEqual(Object.keys(covey.consent));
    const members = (each: object) => Object.keys(each).toSorted();
    expect(asked.map(members)).toEqual([covey.consent.get(), covey.diagnostics()].map(members));
    expect(asked[0]).toEqual(covey.consent.get());
  });

  it('tells a listener what a returning visitor is shown, whenever it was added', async () => {
    returning({ champion: 0, fan: 0 });
    const covey = runStub();
    const [early, late, entered, other, ended] = Array.from({ length: 5 }, () => vi.fn());
    covey.on('change', early as never);
    covey.on('enter:fan', entered as never);
    covey.on('enter:nobody', other as never);
    covey.on('change', ended as never)();
    await runTag({ 'data-site': 'hazel.example' });
    covey.on('change', late as never);
    await Promise.resolve();
    const told = { entered: ['champion', 'fan'], left: [], segments: ['champion', 'fan'] };
    expect(early).toHaveBeenCalledExactlyOnceWith(told);
    expect(late).toHaveBeenCalledExactlyOnceWith(told);
    expect(entered).toHaveBeenCalledExactlyOnceWith({ ...told, entered: ['fan'] });
    expect(other).not.toHaveBeenCalled();
    expect(ended).not.toHaveBeenCalled();
  });

  it('gives functions that stop listening, before the script has come and after', async () => {
    returning({ fan: 0 });
    const covey = runStub();
    const [heard, kept] = [vi.fn(), vi.fn()];
    const off = covey.on('consent', heard);
    covey.on('consent', kept);
    await runTag({ 'data-site': 'hazel.example' });
    off();
    covey.consent.set({ personalisation: false });
    expect(heard).not.toHaveBeenCalled();
    expect(kept).toHaveBeenCalledExactlyOnceWith(covey.consent.get());
    expect(covey.consent.get()).toMatchObject({ personalisation: false, measurement: null });
  });

  it('hands on what is promised, and calls of functions that somebody kept', async () => {
    const covey = runStub();
    const { track } = covey;
    const exported = covey.export();
    const erased = covey.erase();
    covey.consent.set({ personalisation: false });
    await runTag({ 'data-site': 'hazel.example' });
    expect(await exported).toMatchObject({ covey: 1, site: 'hazel.example' });
    await erased;
    track('late');
    expect(covey.diagnostics().problems).toEqual({ 'no-consent': 1 });
    expect(covey.consent.get().personalisation).toBe(false);
  });

  it('settles when the script is blocked, and when it does not come', async () => {
    const covey = runStub();
    const settled = vi.fn();
    void covey.ready.then(settled);
    const script = document.createElement('script');
    Object.defineProperty(script, 'src', { value: 'https://edge.example/covey.js' });
    document.head.append(script);
    script.dispatchEvent(new Event('error'));
    script.remove();
    await covey.ready;
    await covey.erase();
    expect(covey.diagnostics()).toMatchObject({
      status: 'off',
      problems: { 'script-blocked': 1 },
    });

    delete page.covey;
    const slow = runStub();
    const ready = vi.fn();
    void slow.ready.then(ready);
    await vi.advanceTimersByTimeAsync(9000);
    expect(ready).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1000);
    expect(ready).toHaveBeenCalledOnce();
  });
});
