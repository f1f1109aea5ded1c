import { expect, it } from 'vitest';
import { insertAt, setAt } from '../../../shared/documents/edit.ts';

const LINES = `{
  "a": 1, // why
  "list": [
    { "b": [1, 2] },
    { "c": 3 }
  ],
  "s": { "x": { "when": [1, 2] } }
}
`;

it('a document of one line stays one', () => {
  const line = '{"a":1,"s":{"x":[1,2]}}';
  expect(setAt(line, ['p'], 'y')).toBe('{"a":1,"s":{"x":[1,2]},"p": "y"}');
  expect(setAt(line, ['s', 'y'], { z: 1 })).toBe('{"a":1,"s":{"x":[1,2],"y": {"z":1}}}');
  expect(setAt(line, ['s'], undefined)).toBe('{"a":1}');
  expect(insertAt(line, ['s', 'x', 1], 7)).toBe('{"a":1,"s":{"x":[1,7,2]}}');
});

it('what is put beside others is laid out, and the line before it stays as it was', () => {
  expect(setAt(LINES, ['p'], { q: [1] })).toBe(
    LINES.replace('] } }\n', '] } },\n  "p": {\n    "q": [\n      1\n    ]\n  }\n'),
  );
  const crlf = LINES.replaceAll('\n', '\r\n');
  expect(setAt(crlf, ['p'], 1)).toBe(crlf.replace('] } }\r\n', '] } },\r\n  "p": 1\r\n'));
});

it.each([
  [0, '"list": [\n', '"list": [\n    7,\n'],
  [1, '2] },\n', '2] },\n    7,\n'],
  [2, '{ "c": 3 }\n', '{ "c": 3 },\n    7\n'],
])('a value comes into a list, at %i, and the others stay as they were', (at, before, after) => {
  expect(insertAt(LINES, ['list', at], 7)).toBe(LINES.replace(before, after));
});

it('a line that holds the whole of what is put into is laid out anew', () => {
  expect(setAt('{\n  "s": { "x": 1 }\n}\n', ['s', 'y'], 2)).toBe(
    '{\n  "s": {\n    "x": 1,\n    "y": 2\n  }\n}\n',
  );
  expect(setAt('{\n  "s": {},\n}\n', ['s', 'y'], 2)).toBe('{\n  "s": {\n    "y": 2\n  },\n}\n');
});
