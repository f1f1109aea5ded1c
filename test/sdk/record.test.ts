import { describe, expect, it } from 'vitest';
import { openRecord } from '../../sdk/consent/record.ts';

/** A `localStorage` of so many characters. */
function storageOf(room: number): Storage & { room: number } {
  const values = new Map<string, string>();
  const used = (except: string) =>
    [...values].reduce((sum, [key, value]) => sum + (key === except ? 0 : value.length), 0);
  return {
    room,
    get length() {
      return values.size;
    },
    key: (at) => [...values.keys()][at] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem(key, value) {
      if (used(key) + value.length > this.room)
        throw new DOMException('full', 'QuotaExceededError');
      values.set(key, value);
    },
    removeItem: (key) => void values.delete(key),
    clear: () => values.clear(),
  };
}
const open = (storage: Storage) => openRecord(() => storage, 'covey:hazel.example', 'covey');
const shown = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`segment-${i}`, 0]));

describe('the record, where there is little room', () => {
  it('keeps the answer and leaves out what would only be convenient', () => {
    const storage = storageOf(120);
    const record = open(storage);
    record.update({ personalisation: true, time: 5 });
    record.update({ shown, until: 9 });
    expect([record.kept(), record.read()]).toEqual([true, { personalisation: true, time: 5 }]);
  });

  it('keeps the older one where what is to be added is no answer', () => {
    const storage = storageOf(35);
    const record = open(storage);
    record.update({ personalisation: true, time: 5 });
    record.update({ erasing: true, until: 1_800_000_000_000 });
    expect([record.kept(), record.read()]).toEqual([true, { personalisation: true, time: 5 }]);
  });

  it('never leaves an older answer standing where a newer one cannot', () => {
    const storage = storageOf(40);
    const record = open(storage);
    record.update({ personalisation: true, time: 5 });
    storage.room = 0;
    record.update({ personalisation: false, measurement: false, time: 6 });
    expect(storage.length).toBe(0);
    // For this page it holds all the same.
    expect([record.kept(), record.read()]).toEqual([
      false,
      { personalisation: false, measurement: false, time: 6 },
    ]);
    expect(open(storage).read()).toEqual({});
    storage.room = 200;
    record.update({ text: 2 });
    expect([record.kept(), open(storage).read()]).toEqual([
      true,
      { personalisation: false, measurement: false, time: 6, text: 2 },
    ]);
  });

  it('is of this page alone where storage is blocked', () => {
    const record = openRecord(
      () => {
        throw new DOMException('blocked', 'SecurityError');
      },
      'covey:hazel.example',
      'covey',
    );
    expect(record.kept()).toBe(true);
    record.update({ personalisation: true, time: 5 });
    expect([record.kept(), record.read()]).toEqual([false, { personalisation: true, time: 5 }]);
    record.remove();
    expect(record.read()).toEqual({});
  });
});
