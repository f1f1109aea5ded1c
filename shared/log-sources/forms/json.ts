import { takeObject } from './form.ts';
import type { Form, FormOptions } from './form.ts';

/** Longest object, characters: a visit with all its actions, or a page of orders. */
const MAX_OBJECT = 1 << 26;
const ENDLESS = 'the object does not end.';

/** Objects of JSON: one on each line, or one after the other however they are broken, or those of one list. */
export function jsonForm(options: FormOptions): Form {
  let first = '';
  let form: Form | null = null;
  const begin = () => {
    // An object in one line: so are all.
    const isLines = /^[\uFEFF\s]*\{.*\}\s*$/.test(/^[\uFEFF\s]*[^\n]*/.exec(first)?.[0] ?? '');
    form = isLines ? lines(options) : objects(options);
    form.write(first.replace(/^\uFEFF/, ''));
    first = '';
  };
  return {
    write(text) {
      if (form) return form.write(text);
      first += text;
      if (first.trimStart().includes('\n') || first.length > MAX_OBJECT) begin();
    },
    end() {
      if (!form) begin();
      form?.end();
    },
  };
}

function lines(options: FormOptions): Form {
  let rest = '';
  let line = 0;
  const take = (text: string) => {
    line += 1;
    if (text.trim() !== '') takeObject(text, line, options);
  };
  return {
    write(text) {
      const all = (rest + text).split('\n');
      rest = all.pop() ?? '';
      for (const one of all) take(one);
      if (rest.length > MAX_OBJECT) {
        options.onBadRow({ line: line + 1, message: ENDLESS });
        rest = '';
      }
    },
    end() {
      if (rest !== '') take(rest);
    },
  };
}

/** Each is given as soon as it is whole. */
function objects(options: FormOptions): Form {
  let text = '';
  /** Where the scan has come to, and where the object begins in which it is; -1 between objects. */
  let [at, start] = [0, -1];
  let [line, startLine] = [1, 1];
  /** Brackets that are open, and those of them that are the list around all. */
  let [depth, base] = [0, 0];
  let [isText, isEscaped, isOther] = [false, false, false];

  const other = () => {
    if (!isOther)
      options.onBadRow({
        line,
        message: 'not JSON: objects are expected, one after the other or in a list.',
      });
    isOther = true;
  };
  const open = (sign: string) => {
    if (depth > base) depth += 1;
    else if (sign === '[' && base === 0) [depth, base] = [1, 1];
    else {
      [start, startLine, isOther] = [at, line, false];
      depth += 1;
    }
  };
  const close = () => {
    depth -= 1;
    if (depth < base) [depth, base] = [0, 0];
    else if (depth === base && start >= 0) {
      takeObject(text.slice(start, at + 1), startLine, options);
      start = -1;
    }
  };
  const step = (sign: string) => {
    if (sign === '\n') line += 1;
    if (isText) {
      if (isEscaped) isEscaped = false;
      else if (sign === '\\') isEscaped = true;
      else if (sign === '"') isText = false;
    } else if (sign === '"' && depth > base) isText = true;
    else if (sign === '{' || sign === '[') open(sign);
    else if (sign === '}' || sign === ']') close();
    else if (depth === base && !/[\s,]/.test(sign)) other();
  };

  return {
    write(chunk) {
      text += chunk;
      for (; at < text.length; at += 1) step(text[at] ?? '');
      const from = start < 0 ? text.length : start;
      text = text.slice(from);
      at -= from;
      if (start >= 0) start = 0;
      if (text.length > MAX_OBJECT) {
        options.onBadRow({ line: startLine, message: ENDLESS });
        [text, at, start, depth, base] = ['', 0, -1, 0, 0];
      }
    },
    end() {
      if (start >= 0)
        options.onBadRow({ line: startLine, message: 'the JSON ends within an object.' });
    },
  };
}
