/** Segments that name, or give away, what GDPR Art. 9 keeps out of profiles; and children. */
import type { Definitions } from '../types.ts';
import { givenAway } from './activation.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { CATEGORIES } from './special-words.ts';
import { wordings } from './surveys.ts';
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

interface Text {
  readonly path: IssuePath;
  readonly text: string;
  /** Whether the text labels a person: a segment, a trait, a value of one. */
  readonly labels: boolean;
}

const label = (path: IssuePath, text: string | undefined): readonly Text[] =>
  text === undefined ? [] : [{ path, text, labels: true }];

function* textsOf(definitions: Definitions): Generator<Text> {
  for (const [id, trait] of Object.entries(definitions.traits ?? {})) {
    const path = ['traits', id];
    yield* label(path, id);
    for (const [i, value] of (trait.values ?? []).entries())
      yield* label([...path, 'values', i], String(value));
    if (trait.description !== undefined)
      yield { path: [...path, 'description'], text: trait.description, labels: false };
  }
  for (const [id, segment] of Object.entries(definitions.segments)) {
    const path = ['segments', id];
    yield* label(path, id);
    yield* label([...path, 'name'], segment.name);
    if (segment.description !== undefined)
      yield { path: [...path, 'description'], text: segment.description, labels: false };
    for (const { condition, path: at } of segmentConditions(id, segment))
      yield* textsIn(condition, at);
  }
  for (const [id, group] of Object.entries(definitions.groups ?? {})) {
    yield* label(['groups', id], id);
    yield* label(['groups', id, 'name'], group.name);
  }
  for (const [id, survey] of Object.entries(definitions.surveys ?? {})) {
    const path = ['surveys', id];
    yield* label(path, id);
    for (const { text, path: at } of wordings(survey.question, [...path, 'question']))
      yield { path: at, text, labels: false };
    // An answer labels who gives it.
    for (const [i, option] of (survey.options ?? []).entries()) {
      const at = [...path, 'options', i];
      yield* label([...at, 'value'], String(option.value));
      for (const { text, path: where } of wordings(option.text, [...at, 'text']))
        yield* label(where, text);
    }
  }
  for (const [id, { name, description, variants }] of Object.entries(
    definitions.experiences ?? {},
  )) {
    const path = ['experiences', id];
    yield* label(path, id);
    yield* label([...path, 'name'], name);
    if (description !== undefined)
      yield { path: [...path, 'description'], text: description, labels: false };
    for (const [variant, of] of Object.entries(variants)) {
      yield* label([...path, 'variants', variant], variant);
      yield* label([...path, 'variants', variant, 'name'], of.name);
    }
  }
  for (const [id, { name, description }] of Object.entries(definitions.histograms ?? {})) {
    yield* label(['histograms', id], id);
    yield* label(['histograms', id, 'name'], name);
    if (description !== undefined)
      yield { path: ['histograms', id, 'description'], text: description, labels: false };
  }
  for (const [id, values] of Object.entries(definitions.savedGroups ?? {})) {
    yield* label(['savedGroups', id], id);
    for (const [i, value] of values.entries())
      yield { path: ['savedGroups', id, i], text: String(value), labels: false };
  }
  for (const [id, metric] of Object.entries(definitions.metrics ?? {})) {
    yield { path: ['metrics', id], text: id, labels: false };
    yield* textsIn(metric, ['metrics', id]);
  }
  for (const [i, history] of (definitions.history ?? []).entries())
    yield* textsIn(history, ['history', i]);
}

/** Keys that belong to the language are no texts of the owner's. */
const GRAMMAR = /^(\$.*|trait\..*|segment\..*|metric\..*)$/;

/** Every text in conditions and metrics: pages, patterns, values, events, properties. */
function* textsIn(value: unknown, path: IssuePath): Generator<Text> {
  if (typeof value === 'string') yield { path, text: value, labels: false };
  else if (Array.isArray(value))
    for (const [i, item] of value.entries()) yield* textsIn(item, [...path, i]);
  else if (isObject(value))
    for (const [key, item] of Object.entries(value)) {
      const at = [...path, key];
      if (!GRAMMAR.test(key)) yield { path: at, text: key, labels: false };
      yield* textsIn(item, at);
    }
}

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
