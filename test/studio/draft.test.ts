import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { READY_SEGMENTS } from '../../shared/ready-segments/index.ts';
import type { Added } from '../../shared/documents/index.ts';
import { renameIn } from '../../worker/studio/builder/rename.ts';
import { createDraft, type Draft } from '../../worker/studio/draft/create.ts';
import { fileNameOf, readFile } from '../../worker/studio/draft/file.ts';
import { newText } from '../../worker/studio/draft/new-text.ts';
import { browserStore, type Store } from '../../worker/studio/draft/store.ts';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const TEXT = `{
  // The shop's own.
  "covey": 1, "site": "shop.example", "version": 1,
  "issued": "2026-11-24T00:00:00Z", "expires": "2027-02-24T00:00:00Z",
  "metrics": {
    "orders": { "count": "purchase", "within": "30d" } // a month
  },
  "segments": {
    /* Agreed with Ida. */
    "regular": { "name": "Regulars", "when": { "metric.orders": { "$gte": 3 } } },
  },
}
`;

const open: Draft[] = [];
/** A tab: its own draft, with the browser's database. */
function tab(first: string | null = null): Draft {
  const draft = createDraft({
    store: browserStore(),
    first,
    newText: () => newText('shop.example', NOW),
    now: () => clock,
    restMs: 0,
  });
  open.push(draft);
  return draft;
}
let clock = NOW;
// Drafts that other tests of this process left are newer than this clock.
beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => {
  for (const draft of open.splice(0)) draft.stop();
  clock = NOW;
  vi.unstubAllGlobals();
});

async function tabWith(text: string): Promise<Draft> {
  const draft = tab();
  await draft.ready;
  await draft.create('Mine', text);
  await draft.flush();
  return draft;
}

describe('an edit of a draft', () => {
  test('changes that place alone: comments and layout stay', async () => {
    const draft = await tabWith(TEXT);
    expect(draft.edit(['segments', 'regular', 'when', 'metric.orders', '$gte'], 5)).toBe(true);
    expect(draft.text.value).toBe(TEXT.replace('"$gte": 3', '"$gte": 5'));
    draft.editAll([{ path: ['segments', 'regular', 'when', 'metric.orders', '$gte'], key: '$gt' }]);
    expect(draft.text.value).toBe(TEXT.replace('"$gte": 3', '"$gt": 5'));
    expect(draft.definitions.value?.segments['regular']?.when).toEqual({
      'metric.orders': { $gt: 5 },
    });
  });

  test('adds and removes', async () => {
    const draft = await tabWith(TEXT);
    draft.edit(['segments', 'regular', 'keep'], '2d');
    expect(draft.definitions.value?.segments['regular']).toHaveProperty('keep', '2d');
    draft.remove(['segments', 'regular', 'keep']);
    expect(draft.definitions.value?.segments['regular']).not.toHaveProperty('keep');
    expect(draft.text.value).toContain('// a month');
    expect(draft.text.value).toContain('/* Agreed with Ida. */');
  });

  test('is not done, and says so, where the text is no JSON or the path leads through a text', async () => {
    const draft = await tabWith('{ "segments": ');
    expect(draft.edit(['segments', 'a'], {})).toBe(false);
    expect(draft.text.value).toBe('{ "segments": ');
    expect(draft.definitions.value).toBeNull();
    expect(draft.findings.value[0]).toMatchObject({ severity: 'error', code: 'not-json', line: 1 });
    draft.replace('[]');
    expect(draft.edit(['a'], 1)).toBe(false);
    draft.replace(TEXT);
    expect(draft.edit(['site', 'deep', 'er'], 1)).toBe(false);
    expect(draft.text.value).toBe(TEXT);
    const none = tab('nowhere');
    expect(none.edit(['site'], 'x')).toBe(false);
  });

  test('is found fault with at its path', async () => {
    const draft = await tabWith(TEXT);
    draft.edit(['segments', 'regular', 'when'], { 'metric.oders': 1 });
    expect(draft.definitions.value).toBeNull();
    expect(draft.findings.value[0]).toMatchObject({
      code: 'unknown-metric',
      path: ['segments', 'regular', 'when', 'metric.oders'],
    });
    expect(draft.value.value).toHaveProperty('segments.regular');
  });
});

describe('a new id', () => {
  test('goes wherever the thing is read, as one step', async () => {
    const draft = await tabWith(TEXT);
    expect(renameIn(draft, 'metrics', 'orders', 'bought')).toBe(true);
    expect(draft.text.value).toBe(TEXT.replaceAll('orders', 'bought'));
    draft.undo();
    expect(draft.text.value).toBe(TEXT);
  });

  test('is refused where it is taken, or there is no such thing', async () => {
    const draft = await tabWith(
      TEXT.replace('"orders": {', '"other": { "count": "x" }, "orders": {'),
    );
    const before = draft.text.value;
    expect(renameIn(draft, 'metrics', 'orders', 'other')).toBe(false);
    expect(renameIn(draft, 'metrics', 'none', 'new')).toBe(false);
    expect(draft.text.value).toBe(before);
  });
});

describe('a long text', () => {
  test('is checked once it rests; until then what was found is marked as of before', async () => {
    const draft = createDraft({
      store: browserStore(),
      newText: () => newText('shop.example', NOW),
      now: () => clock,
      longText: 100,
      checkRestMs: 20,
    });
    open.push(draft);
    await draft.ready;
    await draft.create('Long', TEXT);
    const wrong = ['segments', 'regular', 'when', 'metric.oders'];
    const seen = () => [draft.isChecked.value, ...draft.findings.value.map(({ code }) => code)];
    expect(seen()).toEqual([true, 'long-validity']);
    draft.edit(wrong, 1);
    expect(seen()).toEqual([false, 'long-validity']);
    // What is published or simulated is never of before.
    expect(draft.value.value).toHaveProperty(wrong, 1);
    expect(draft.definitions.value).toBeNull();
    await vi.waitFor(() => expect(seen()).toEqual([true, 'unknown-metric', 'long-validity']));
    // Another that is opened is looked at at once.
    await draft.create('Another', TEXT.replace('"shop.example"', '7'));
    expect(seen()).toEqual([true, 'wrong-type', 'long-validity']);
  });
});

describe('undo', () => {
  test('goes back step by step, and forth again until something else is done', async () => {
    const draft = await tabWith(TEXT);
    expect(draft.canUndo.value).toBe(false);
    draft.edit(['version'], 2);
    draft.remove(['segments', 'regular']);
    const last = draft.text.value;
    draft.undo();
    expect(draft.text.value).toBe(TEXT.replace('"version": 1', '"version": 2'));
    draft.undo();
    expect(draft.text.value).toBe(TEXT);
    draft.redo();
    draft.redo();
    expect(draft.text.value).toBe(last);
    draft.undo();
    draft.edit(['version'], 9);
    expect(draft.canRedo.value).toBe(false);
  });

  test('takes a word that was typed as one step, and a pause as another', async () => {
    const draft = await tabWith(TEXT);
    const name = ['segments', 'regular', 'name'];
    for (const text of ['L', 'Lo', 'Loyal']) draft.edit(name, text);
    clock += 5000;
    draft.edit(name, 'Loyals');
    draft.undo();
    expect(draft.text.value).toContain('"Loyal"');
    draft.undo();
    expect(draft.text.value).toBe(TEXT);
  });
});

describe('ready definitions', () => {
  const added = READY_SEGMENTS.find(({ name }) => name === 'Cart abandoner')?.definitions as Added;

  test('are put into the draft as covey add does, in one step', async () => {
    const draft = await tabWith(TEXT);
    expect(draft.merge(added).ok).toBe(true);
    expect(draft.definitions.value?.segments).toHaveProperty('cart-abandoner');
    expect(draft.text.value).toContain('/* Agreed with Ida. */');
    const whole = draft.text.value;
    expect(draft.merge(added)).toEqual({ ok: true, text: whole });
    draft.undo();
    expect(draft.text.value).toBe(TEXT);
  });

  test('open a new draft where none is, and change nothing where a name is taken', async () => {
    const draft = tab('nowhere');
    expect(draft.merge(added).ok).toBe(true);
    expect(draft.definitions.value?.site).toBe('shop.example');
    draft.edit(['metrics', 'since_cart', 'since'], 'purchase');
    const before = draft.text.value;
    expect(draft.merge(added)).toMatchObject({
      ok: false,
      reason: 'taken',
      taken: [{ part: 'metrics', id: 'since_cart' }],
    });
    expect(draft.text.value).toBe(before);
  });
});

/** Keeps nothing that is new. */
const FULL: Store = {
  list: () => Promise.reject(new Error('none')),
  read: (id) =>
    Promise.resolve(
      id === 'kept' ? { id, name: 'Kept', text: '{}', changed: NOW, revision: 1 } : undefined,
    ),
  write: () => Promise.reject(new Error('full')),
  discard: () => Promise.resolve(),
  watch: () => () => undefined,
};

describe('drafts in the browser', () => {
  test('are there again after a reload, the one that was open first', async () => {
    const draft = await tabWith(TEXT);
    const id = draft.id.value;
    clock += 1000;
    await draft.create('Another', newText('other.example', NOW));
    await draft.flush();
    const again = tab(id);
    await again.ready;
    expect([again.name.value, again.text.value]).toEqual(['Mine', TEXT]);
    expect(again.all.value.map(({ name }) => name).slice(0, 2)).toEqual(['Another', 'Mine']);
  });

  test('are kept when another is opened before they rested', async () => {
    const draft = await tabWith(TEXT);
    const id = draft.id.value ?? '';
    draft.edit(['version'], 7);
    await draft.create('Another', '{}');
    await draft.flush();
    expect(await draft.open(id)).toBe(true);
    expect(draft.text.value).toContain('"version": 7');
    expect(await draft.open('nowhere')).toBe(false);
  });

  test('say so where the browser keeps nothing', async () => {
    const draft = createDraft({ store: FULL, newText: () => '' });
    await draft.ready;
    await draft.create('Mine', TEXT);
    await draft.flush();
    expect(draft.kept.value).toBe('not-kept');
    expect(draft.text.value).toBe(TEXT);
  });

  test('stay open where the browser keeps nothing, until saved as a file', async () => {
    const draft = createDraft({ store: FULL, newText: () => '' });
    await draft.create('Mine', TEXT);
    await draft.flush();
    // Nothing is lost: the file it came from has it.
    expect(draft.isAtStake()).toBe(false);
    draft.edit(['version'], 2);
    const changed = draft.text.value;
    expect(draft.isAtStake()).toBe(true);
    expect(await draft.create('Another', '{}')).toBe(false);
    expect(await draft.open('kept')).toBe(false);
    expect([draft.text.value, draft.isHeld.value]).toEqual([changed, true]);
    draft.saved();
    expect([draft.isAtStake(), draft.isHeld.value]).toEqual([false, false]);
    expect(await draft.create('Another', '{}')).toBe(true);
    expect(draft.text.value).toBe('{}');
  });

  test('are gone once discarded', async () => {
    const draft = await tabWith(TEXT);
    const id = draft.id.value ?? '';
    await draft.discard(id);
    expect(draft.id.value).toBeNull();
    expect(draft.all.value.some((each) => each.id === id)).toBe(false);
    expect(await draft.open(id)).toBe(false);
  });
});

describe('two tabs with one draft', () => {
  async function two() {
    const one = await tabWith(TEXT);
    const other = tab(one.id.value);
    await other.ready;
    return [one, other] as const;
  }

  test('show the same: what one writes comes to the other, as a step that can be undone', async () => {
    const [one, other] = await two();
    one.edit(['version'], 2);
    await one.flush();
    await vi.waitFor(() => expect(other.text.value).toBe(one.text.value));
    other.undo();
    expect(other.text.value).toBe(TEXT);
  });

  test('do not write over each other: who comes second is asked', async () => {
    const [one, other] = await two();
    // Both before either has told.
    one.edit(['version'], 2);
    other.edit(['version'], 3);
    await Promise.all([one.flush(), other.flush()]);
    const loser = [one, other].find((draft) => draft.elsewhere.value !== null);
    await vi.waitFor(() => expect(loser?.elsewhere.value).not.toBeNull());
    const mine = loser?.text.value;
    const theirs = loser?.elsewhere.value?.text;
    expect(mine).not.toBe(theirs);
    loser?.takeElsewhere();
    expect(loser?.text.value).toBe(theirs);
    loser?.undo();
    expect(loser?.text.value).toBe(mine);
  });

  test('may keep both', async () => {
    const [one, other] = await two();
    const id = one.id.value;
    one.edit(['version'], 2);
    other.edit(['version'], 3);
    await one.flush();
    await other.flush();
    await vi.waitFor(() => expect(other.elsewhere.value).not.toBeNull());
    other.keepBoth();
    await other.flush();
    expect(other.id.value).not.toBe(id);
    const texts = (await browserStoreList()).map(({ text }) => /"version": (\d)/.exec(text)?.[1]);
    expect(texts).toEqual(expect.arrayContaining(['2', '3']));
  });
});

describe('a conflict', () => {
  test.each(['open', 'create'] as const)('then %s: both are kept', async (how) => {
    const one = await tabWith('{}');
    const third = one.id.value ?? '';
    await one.create('Mine', TEXT);
    await one.flush();
    const other = tab(one.id.value);
    await other.ready;
    one.edit(['version'], 24);
    other.edit(['version'], 35);
    await one.flush();
    await other.flush();
    await vi.waitFor(() => expect(other.elsewhere.value).not.toBeNull());
    const mine = other.text.value;
    expect(other.isAtStake()).toBe(true);
    expect(await (how === 'open' ? other.open(third) : other.create('New', '{}'))).toBe(true);
    await other.flush();
    expect([other.text.value, other.elsewhere.value]).toEqual(['{}', null]);
    const texts = (await browserStoreList()).map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining([mine, one.text.value]));
  });
});

async function browserStoreList() {
  const store = browserStore();
  const stop = store.watch(() => undefined);
  const all = await store.list();
  stop();
  return all;
}

describe('files', () => {
  test('are taken as they are, and others of Covey are told from them', async () => {
    expect(await readFile(new File([TEXT], 'shop.jsonc'))).toEqual({
      ok: true,
      name: 'shop',
      text: TEXT,
    });
    for (const [text, word] of [
      ['{"payload":"x","signatures":[]}', 'envelope'],
      ['{"kty":"OKP","d":"secret"}', 'key'],
      ['\0\0', 'no text'],
    ] as const) {
      const read = await readFile(new File([text], 'x.json'));
      expect(read.ok ? '' : read.message).toContain(word);
    }
    expect(fileNameOf('Winter — sale / 2')).toBe('winter-sale-2.jsonc');
    expect(fileNameOf('…')).toBe('segments.jsonc');
  });
});
