import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJsonDocument } from '../../shared/documents/index.ts';
import { listEdits, objectEdits } from '../../worker/studio/builder/list-edits.ts';
import { editedText } from '../../worker/studio/draft/edits.ts';

const valueOf = (text: string) => parseJsonDocument(text).value;

describe('edits that make a value another', () => {
  test('of any list make any other', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'c', 1, 2), { maxLength: 6 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const text = JSON.stringify({ list: before }, null, 2);
        const edited = editedText(text, listEdits(['list'], before, after));
        expect(valueOf(edited)).toEqual({ list: after });
      }),
    );
  });

  test('of any object make any other, whatever becomes what', () => {
    const key = fc.constantFrom('count', 'sum', 'within', 'by');
    const thing = fc.dictionary(key, fc.constantFrom('x', 1, null, ['y']), { maxKeys: 4 });
    fc.assert(
      fc.property(thing, thing, key, key, (before, after, from, to) => {
        const text = JSON.stringify({ thing: before }, null, 2);
        const edits = objectEdits(['thing'], before, after, [from, to]);
        expect(valueOf(editedText(text, edits))).toEqual({ thing: after });
      }),
    );
  });

  test('leave the comments of all that stays', () => {
    const text = `{ "list": [
  "a", // first
  "b", // second
  "c" // third
] }`;
    const edited = (after: readonly string[]) =>
      editedText(text, listEdits(['list'], ['a', 'b', 'c'], after));
    expect(edited(['a', 'x', 'c'])).toBe(text.replace('"b"', '"x"'));
    for (const after of [
      ['a', 'new', 'b', 'c'],
      ['a', 'b', 'c', 'new'],
      ['new', 'a', 'b', 'c'],
    ])
      expect(edited(after)).toMatch(/"a",[^]*\/\/ first[^]*\/\/ second[^]*\/\/ third/);
  });

  test('of a metric that becomes of another kind leave what is said of all that stays', () => {
    const text = `{ "m": {
  // Agreed with Ida.
  "count": "purchase", // orders
  "within": "30d" /* a month */
} }`;
    const before = { count: 'purchase', within: '30d' };
    const after = { sum: 'purchase.value', within: '30d' };
    expect(editedText(text, objectEdits(['m'], before, after, ['count', 'sum']))).toBe(
      text.replace('"count": "purchase"', '"sum": "purchase.value"'),
    );
  });

  test('let two steps change places with the comments in them', () => {
    const text = '[{ "event": "a" /* Ida */ }, /* between */ { "not": "b" }]';
    const swapped = editedText(text, [{ path: [0], swap: [1] }]);
    expect(swapped).toBe('[{ "not": "b" }, /* between */ { "event": "a" /* Ida */ }]');
    expect(editedText(text, [{ path: [0], swap: [7] }])).toBe(text);
    expect(editedText(text, [{ path: [0], swap: [0, 'event'] }])).toBe(text);
  });
});
