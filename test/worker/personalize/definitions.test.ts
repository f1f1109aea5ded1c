// Only what the owner has signed is used, and the newest of it, at little cost.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatKeys } from '../../../shared/signing/index.ts';
import {
  followDefinitions,
  type FollowOptions,
  openDefinitions,
} from '../../../worker/personalize/index.ts';
import { definitionsOf, type Key, keySet, makeKey, sign } from '../edge.ts';
import { SITE } from './site.ts';

const said = vi.spyOn(console, 'error');
beforeEach(() => void said.mockImplementation(() => {}));

const signed = async (version: number, key: Key, site = SITE) =>
  new TextDecoder().decode(await sign(definitionsOf(site, { version }), key));

it('an envelope is opened as a page opens it', async () => {
  const [key, other] = [await makeKey(), await makeKey()];
  const options = { site: SITE, keys: formatKeys([key.public]) };
  const good = await signed(3, key);
  expect(await openDefinitions(good, options)).toMatchObject({
    ok: true,
    definitions: { site: SITE, version: 3 },
  });
  const refusals = [
    [good.replace('"payload":"e', '"payload":"f'), {}, 'signature'],
    [await signed(3, other), {}, 'untrusted'],
    [await signed(3, key, 'other.example'), {}, 'site'],
    [good, { now: Date.now() + 90 * 86_400_000 }, 'expired'],
    [good, { minVersion: 4 }, 'rollback'],
    [good, { minVersion: Number('v7') }, 'rollback'],
    [good, { keys: 'nonsense' }, 'key'],
    ['', {}, 'envelope'],
  ] as const;
  for (const [envelope, change, code] of refusals)
    expect(await openDefinitions(envelope, { ...options, ...change })).toEqual({ ok: false, code });
});

/** A Worker whose answers the test sets. */
async function follow(more: Partial<FollowOptions> = {}) {
  const key = await makeKey();
  const worker = { answer: async (): Promise<Response> => new Response(''), asked: [] as string[] };
  const source = followDefinitions({
    edge: 'https://edge.example',
    site: SITE,
    keys: formatKeys([key.public]),
    fetch: (url) => {
      worker.asked.push(url);
      return worker.answer();
    },
    everyMs: 0,
    ...more,
  });
  const waiting: Promise<unknown>[] = [];
  const ctx = { waitUntil: (one: Promise<unknown>) => void waiting.push(one) };
  const current = async () => (await source(ctx))?.version ?? null;
  const settled = async () => {
    await Promise.all(waiting);
    return current();
  };
  return { key, worker, current, settled };
}

it('the newest is followed behind the answer, and none that is older', async () => {
  const { key, worker, current, settled } = await follow();
  const [first, second] = [await signed(1, key), await signed(2, key)];
  worker.answer = async () => new Response(first);
  expect(await current()).toBe(1);
  worker.answer = async () => new Response(second);
  expect(await current()).toBe(1);
  expect(await settled()).toBe(2);
  worker.answer = async () => new Response(first);
  await current();
  expect(await settled()).toBe(2);
  expect(worker.asked[0]).toBe('https://edge.example/v1/sites/hazel.example/definitions');
});

it('key sets that were published between two looks are caught up on, one by one', async () => {
  const { key, worker, current, settled } = await follow();
  const [second, third] = [await makeKey(), await makeKey()];
  const listed = (version: number, keys: readonly Key[], ...signers: readonly Key[]) =>
    sign(definitionsOf(SITE, { version, keys: keySet(version, keys) }), ...signers);
  const documents = [
    await listed(1, [key], key),
    await listed(2, [second], key, second),
    await listed(3, [third], second, third),
  ];
  const serve = (newest: number) => {
    worker.answer = async () => {
      const [, asked] = /keys\/(\d+)$/.exec(worker.asked.at(-1) ?? '') ?? [];
      return new Response(documents[Number(asked ?? newest) - 1] as BodyInit | undefined, {
        status: asked === undefined || documents[Number(asked) - 1] ? 200 : 404,
      });
    };
  };
  serve(1);
  expect(await current()).toBe(1);
  serve(3);
  await current();
  expect(await settled()).toBe(3);
});

it('it is asked for once in a while, and after a failure not with every request', async () => {
  const { key, worker, current } = await follow({ everyMs: 60_000 });
  worker.answer = async () => new Response('', { status: 503 });
  expect([await current(), await current(), await current()]).toEqual([null, null, null]);
  expect(worker.asked.length).toBe(1);
  const other = await follow({ everyMs: 60_000 });
  const envelope = await signed(1, other.key);
  other.worker.answer = async () => new Response(envelope);
  expect([await other.current(), await other.current()]).toEqual([1, 1]);
  expect(other.worker.asked.length).toBe(1);
  expect(key.public.kid).not.toBe(other.key.public.kid);
});

it('that there are none is said, and why', async () => {
  const url = `https://edge.example/v1/sites/${SITE}/definitions`;
  for (const [answer, why] of [
    [async () => new Response('', { status: 404 }), 'answered 404'],
    [() => Promise.reject(new Error('away')), 'away'],
    [async () => new Response('{}'), 'Not a signed envelope'],
    [async () => new Response('a'.repeat(600_000)), 'too large'],
  ] as const) {
    const { worker, current } = await follow();
    worker.answer = answer;
    expect(await current()).toBeNull();
    expect(said).toHaveBeenLastCalledWith(
      expect.stringMatching(`^No definitions from ${url}: .*${why}`),
    );
  }
});

it('a Worker that does not answer, breaks off, or never ends holds no page up', async () => {
  const { worker, current } = await follow({ waitMs: 5 });
  worker.answer = () => new Promise(() => {});
  expect(await current()).toBeNull();
  const throwing = await follow();
  throwing.worker.answer = () => Promise.reject(new Error('away'));
  expect(await throwing.current()).toBeNull();
  const endless = await follow();
  endless.worker.answer = async () =>
    new Response(
      new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) }),
    );
  expect(await endless.current()).toBeNull();
});

describe('as time goes by', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const MINUTE = 60_000;
  const never = () => new Promise<Response>(() => {});

  it('a Worker that hangs is waited for by one page in a while, the second time, too', async () => {
    const { worker, current } = await follow({ everyMs: MINUTE });
    worker.answer = never;
    const afterWaiting = async () => {
      const first = current();
      await vi.advanceTimersByTimeAsync(300);
      return first;
    };
    for (const asked of [1, 2, 3]) {
      expect(await afterWaiting()).toBeNull();
      expect([await current(), await current()]).toEqual([null, null]);
      expect(worker.asked.length).toBe(asked);
      await vi.advanceTimersByTimeAsync(20_000);
    }
  });

  it('a look ends, however the Worker is asked', async () => {
    const { worker, settled, current } = await follow({ everyMs: MINUTE });
    worker.answer = never;
    const first = current();
    await vi.advanceTimersByTimeAsync(10_001);
    expect([await first, await settled()]).toEqual([null, null]);
  });

  it('a clock that is set back holds nothing for longer, and is looked again by', async () => {
    const { key, worker, current, settled } = await follow({ everyMs: MINUTE });
    const [first, second] = [await signed(1, key), await signed(2, key)];
    worker.answer = async () => new Response(first);
    expect(await current()).toBe(1);
    vi.setSystemTime(Date.now() - 60 * MINUTE);
    worker.answer = async () => new Response('', { status: 503 });
    expect([await current(), await settled()]).toEqual([null, null]);
    worker.answer = async () => new Response(second);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(await current()).toBe(2);
    expect(await settled()).toBe(2);
  });

  it('what nobody confirms is given up, and taken up again with the next answer', async () => {
    const { key, worker, current, settled } = await follow({ everyMs: MINUTE });
    const envelope = await signed(1, key);
    const good = async () => new Response(envelope);
    worker.answer = good;
    expect(await current()).toBe(1);
    worker.answer = async () => new Response('', { status: 503 });
    for (let minute = 0; minute < 5; minute++) {
      expect(await settled()).toBe(1);
      await vi.advanceTimersByTimeAsync(MINUTE);
    }
    expect(await settled()).toBe(1);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect([await current(), await current()]).toEqual([null, null]);
    worker.answer = good;
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(await current()).toBe(1);
    // A page after a pause waits for what is true now.
    const stop = await signed(2, key);
    worker.answer = async () => new Response(stop);
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(await current()).toBe(2);
  });
});

it('of two looks at once that are verified together, the older one takes nothing back', async () => {
  const { key, worker, current, settled } = await follow({ everyMs: 60_000 });
  const left = [await signed(1, key), await signed(2, key)];
  worker.answer = async () => new Response(left.shift());
  const { subtle } = crypto;
  const verify = subtle.verify.bind(subtle);
  let goOn: () => void = () => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const spy = vi.spyOn(subtle, 'verify').mockImplementationOnce(async (...given) => {
    await held;
    return verify(...given);
  });
  const slow = current();
  await vi.waitFor(() => expect(spy).toHaveBeenCalledTimes(1));
  expect(await current()).toBe(2);
  goOn();
  expect(await slow).toBe(2);
  expect(await settled()).toBe(2);
  spy.mockRestore();
});
