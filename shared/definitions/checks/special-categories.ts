/** Segments that name, or give away, what GDPR Art. 9 keeps out of profiles; and children. */
import type { Definitions } from '../types.ts';
import { givenAway } from './activation.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { CATEGORIES } from './special-words.ts';
import { textsOf } from './texts.ts';
import { type Clause, clauses, isObject, segmentConditions } from './walk.ts';

export const checkSpecialCategories = (definitions: Definitions, report: Reporter): void => {
  const known = new Map<string, Found | undefined>();
  const given = givenAway(definitions);
  /** What others would be handed that knows of this. */
  const handedAt = (path: IssuePath) => given.get(path.slice(0, 2).join('/'));
  for (const { path, text, labels } of textsOf(definitions)) {
    if (!known.has(text)) known.set(text, categoryOf(text));
    const found = known.get(text);
    if (found === undefined) continue;
    const { category, word, plain } = found;
    const rule =
      category === 'children'
        ? 'Profiles of children are not to be made without their parents. On a site for children set "children": true.'
        : 'GDPR Art. 9 forbids inferring it without explicit consent to exactly that.';
    const handed = handedAt(path);
    // What labels a person is refused where the word leaves no doubt, and what is handed on in any case; all else is
    // pointed out.
    if (handed !== undefined && !(plain && labels))
      report.error(
        'special-category',
        path,
        `"${word}" may give away ${category}, and "${handed}" is handed to others. ${rule} Remove "activate" there, or choose another word here if it does not.`,
      );
    else if (plain && labels)
      report.error(
        'special-category',
        path,
        `"${word}" names ${category}. ${rule} Remove it, or name what it is if it is something else.`,
      );
    else
      report.warn(
        'special-category',
        path,
        `"${word}" may give away ${category}. ${rule} Remove it if it does, or choose another word if it does not.`,
      );
  }
  for (const [id, segment] of Object.entries(definitions.segments))
    for (const { condition, path } of segmentConditions(id, segment))
      for (const clause of clauses(condition, path))
        if (asksForMinors(clause)) {
          const handed = handedAt(path);
          const say = handed === undefined ? report.warn : report.error;
          say(
            'special-category',
            clause.path,
            `This looks for people under 18. Profiles of children are not to be made without their parents${handed === undefined ? '.' : `, and "${handed}" is handed to others. Remove "activate" there.`}`,
          );
        }
};

const asksForMinors = ({ fact, operand }: Clause): boolean => {
  if (!/^trait\.(.*[^a-z])?age([^a-z].*)?$/i.test(fact)) return false;
  const limits = isObject(operand) ? [operand['$lt'], operand['$lte'], operand['$eq']] : [operand];
  return limits.some((limit) => typeof limit === 'number' && limit <= 18);
};

/** `isPregnant-Now2` as ` is pregnant now 2 `: words between spaces, in small letters, without accents. */
const spaced = (text: string): string =>
  ` ${text
    .slice(0, 2000)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()
    .toLowerCase()} `;

/** Of words in such a text, in which a letter is all but a digit and a space: `\p{L}`, so often, takes long to compile. */
const expression = (list: readonly string[]): RegExp =>
  new RegExp(` (${list.map((word) => word.replace('*', '[^ \\d]*')).join('|') || '(?!)'}) `);
/** All words at once: hardly any text has one. */
const any = expression(CATEGORIES.flatMap(({ plain, hints }) => [...plain, ...hints]));
const matchers = CATEGORIES.map(({ name, plain, hints }) => ({
  name,
  plain: expression(plain),
  hints: expression(hints),
}));

interface Found {
  readonly category: string;
  readonly word: string;
  readonly plain: boolean;
}
const categoryOf = (text: string): Found | undefined => {
  const searched = spaced(text);
  if (!any.test(searched)) return undefined;
  for (const kind of ['plain', 'hints'] as const)
    for (const matcher of matchers) {
      const word = matcher[kind].exec(searched)?.[1];
      if (word !== undefined) return { category: matcher.name, word, plain: kind === 'plain' };
    }
  return undefined;
};
