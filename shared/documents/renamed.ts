import { applyEdits, type Edit, findNodeAtLocation, parseTree } from 'jsonc-parser';
import { type Reference, referencesIn } from './references.ts';

/** A definition of a part, and its new id. */
export interface NewName {
  readonly part: string;
  readonly id: string;
  readonly to: string;
}

/** A place where another text is to stand: the name of a member, or a value. */
interface NewText {
  readonly path: Reference['path'];
  readonly at: Reference['at'];
  readonly text: string;
}

function newTexts(definitions: unknown, names: readonly NewName[]): readonly NewText[] {
  const toOf = (part: string, id: string) =>
    names.find((name) => name.part === part && name.id === id)?.to;
  const own = names.map(({ part, id, to }): NewText => ({ path: [part, id], at: 'key', text: to }));
  const read = Array.from(referencesIn(definitions)).flatMap(({ part, id, path, at, before }) => {
    const to = toOf(part, id);
    return to === undefined ? [] : [{ path, at, text: `${before}${to}` }];
  });
  return [...own, ...read];
}

/**
 * The same definitions under other names, all at once, so that two may change theirs; what reads them reads the new
 * ones: conditions, formulas, groups, experiences, surveys, histograms, and events such as `enter:ID`. The new names
 * are taken as they are: whoever calls sees that no two are the same.
 */
export function renamed<T extends object>(definitions: T, names: readonly NewName[]): T {
  const placeOf = ({ path, at }: Pick<NewText, 'path' | 'at'>) => JSON.stringify([at, path]);
  const texts = new Map(newTexts(definitions, names).map((one) => [placeOf(one), one.text]));
  const visit = (value: unknown, path: NewText['path']): unknown => {
    if (Array.isArray(value)) return value.map((one, at) => visit(one, [...path, at]));
    if (typeof value !== 'object' || value === null)
      return texts.get(placeOf({ path, at: 'value' })) ?? value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        const here = [...path, key];
        return [texts.get(placeOf({ path: here, at: 'key' })) ?? key, visit(member, here)];
      }),
    );
  };
  return visit(definitions, []) as T;
}

/** The same in the text of a document; its comments and its layout stay. `definitions`: what the text holds. */
export function renamedText(text: string, definitions: unknown, names: readonly NewName[]): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const edits = newTexts(definitions, names).flatMap(({ path, at, text: to }): Edit[] => {
    const node = root && findNodeAtLocation(root, [...path]);
    const place = at === 'key' ? node?.parent?.children?.[0] : node;
    if (!place) return [];
    return [{ offset: place.offset, length: place.length, content: JSON.stringify(to) }];
  });
  return applyEdits(text, edits);
}
