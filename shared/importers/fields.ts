import { LIMITS } from '../definitions/limits.ts';
import { FIXED_FACTS } from '../definitions/facts.ts';
import type { Condition, Json } from '../definitions/types.ts';
import type { At, Context, TraitType } from './context.ts';
import { countryCodes } from './countries.ts';
import type { EventLeaf, EventTest } from './events.ts';
import { fits, whyNever } from './fits.ts';
import { isEventName, isSafeName } from './names.ts';
import { type TextTest, textOperand } from './text.ts';
import { and, leaf } from './tree.ts';
import type { MetricTarget } from './types.ts';

/** Where a dimension or property of the source is found here. */
export type Target =
  | { readonly kind: 'fact'; readonly fact: string }
  /** A property of the event, or of any of its items. */
  | { readonly kind: 'property'; readonly property: string; readonly ofItems: boolean };

/** `trait.plan`, `geo.country`, `event.page_path`, `event.items.item_brand`; null for anything else. */
export const parseTarget = (text: string): Target | null => {
  if (FIXED_FACTS.has(text) || /^trait\.[A-Za-z][\w.-]*$/.test(text))
    return isSafeName(text) ? { kind: 'fact', fact: text } : null;
  const [, items, property = ''] = /^event\.(items\.)?(.+)$/.exec(text) ?? [];
  return isSafeName(property) ? { kind: 'property', property, ofItems: items !== undefined } : null;
};

/** The caller's mapping, then the importer's table; traits that the mapping names are declared. */
export const targetOf = (
  ctx: Context,
  at: At,
  name: string,
  table: { readonly [name: string]: string },
  type: TraitType | undefined,
): Target | null | undefined => {
  const fields = ctx.map.fields ?? {};
  const mapped = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const text = mapped ?? (Object.hasOwn(table, name) ? table[name] : undefined);
  if (text === undefined) return;
  const target = parseTarget(text);
  if (target === null)
    return ctx.refuse(
      'invalid',
      at,
      `"${name}" is mapped to "${text}". Write a fact (trait.plan, geo.country) or a property of the event (event.page_path).`,
    );
  if (target.kind === 'fact' && target.fact.startsWith('trait.')) {
    const fact = ctx.trait(target.fact.slice('trait.'.length), type, at);
    return fact === null ? null : { kind: 'fact', fact };
  }
  return target;
};

/** The path of a property of events: as the mapping has it, or by its own name. */
export const propertyOf = (ctx: Context, at: At, name: string): string | null => {
  const target = targetOf(ctx, at, name, {}, 'string');
  if (target === null) return null;
  if (target?.kind === 'property')
    return target.ofItems ? `items.${target.property}` : target.property;
  return target === undefined && isSafeName(name)
    ? name
    : ctx.refuse(
        'unmapped-name',
        at,
        `"${name}" is no property of an event here. Map it: "fields": { "${name}": "event.…" }.`,
      );
};

/** A metric that sums a property, asked of one event: the property itself. Over the items of one event nothing is summed. */
export const sumOfOneEvent = (
  ctx: Context,
  at: At,
  test: EventTest,
  property: string,
  operand: Json,
): EventTest | null =>
  /^items?[._]/.test(property)
    ? ctx.refuse(
        'unsupported',
        at,
        `"${at.construct}" is the sum over the items of one event, and a condition looks at one item at a time. Compare the number over all events.`,
      )
    : and([test, leaf<EventLeaf>({ where: { [property]: operand } })]);

/** A test of that target with an operand: of the visitor now, or of the event that is looked at. */
export const testOf = (ctx: Context, at: At, target: Target, operand: Json): EventTest | null => {
  if (target.kind === 'property')
    return leaf<EventLeaf>({ where: propertyCondition(target, operand) });
  return factFits(ctx, at, target.fact, operand)
    ? leaf<EventLeaf>({ fact: { [target.fact]: operand } })
    : null;
};

/** Whether the fact can be compared so; else it is refused. */
export const factFits = (ctx: Context, at: At, fact: string, operand: Json): boolean => {
  const type = ctx.typeOf(fact);
  if (!fits(type, operand)) {
    ctx.refuse(
      'unsupported',
      at,
      `"${at.construct}" is ${fact} here, a ${type}, and can never be compared with ${JSON.stringify(operand).slice(0, 60)}.`,
    );
    return false;
  }
  const why = whyNever(fact, operand);
  if (why !== undefined) ctx.refuse('unmapped-name', at, why);
  return why === undefined;
};

const propertyCondition = (
  { property, ofItems }: Extract<Target, { kind: 'property' }>,
  operand: Json,
): Condition =>
  ofItems
    ? // Operators side by side would be about an item as a whole.
      { items: { $elemMatch: { [property]: operand } } }
    : { [property]: operand };

/** The operand for a text; values are brought into what the fact holds (countries are codes). */
export const textFor = (
  ctx: Context,
  at: At,
  target: Target,
  test: TextTest,
  /** The source names countries by their codes. */
  codes = false,
): Json | null => {
  if (test.values.length === 0) return ctx.refuse('invalid', at, 'An empty list of values.');
  if (test.values.length > LIMITS.values)
    return ctx.refuse(
      'too-complex',
      at,
      `A list of more than ${LIMITS.values} values. Split it over several clauses.`,
    );
  const values = ctx.map.values?.[at.construct];
  if (values !== undefined) {
    const unknown = test.values.find((value) => !Object.hasOwn(values, value));
    if (test.kind !== 'equals' || unknown !== undefined)
      return ctx.refuse(
        'unmapped-name',
        at,
        unknown === undefined
          ? `The values of "${at.construct}" are mapped one by one; "${test.kind}" has none to look up.`
          : `The mapping has values for "${at.construct}", but none for "${unknown}".`,
      );
    return textOperand({
      ...test,
      caseSensitive: true,
      values: test.values.map((v) => String(values[v])),
    });
  }
  if (target.kind === 'fact' && target.fact === 'geo.country' && !codes)
    return country(ctx, at, test);
  if (target.kind === 'fact' && target.fact === 'geo.region' && !codes)
    return ctx.refuse(
      'unmapped-name',
      at,
      `Regions are names there and ISO 3166-2 codes here. Map them: "values": { "${at.construct}": { "${test.values[0]}": "BY" } }.`,
    );
  const operand = textOperand({
    ...renamed(target, test),
    areTexts: test.areTexts === true && target.kind === 'property',
  });
  return operand === null
    ? ctx.refuse(
        'unsupported',
        at,
        `"${String(test.values[0]).slice(0, 80)}" is no regular expression in JavaScript of at most ${LIMITS.patternLength} characters.`,
      )
    : operand;
};

/** What other tools call a browser or system that names itself otherwise, in small letters. */
const OWN_NAMES: { readonly [fact: string]: { readonly [name: string]: string } } = {
  'device.browser': { chrome: 'Google Chrome', edge: 'Microsoft Edge', 'mobile safari': 'Safari' },
  'device.os': { macintosh: 'macOS', 'mac os x': 'macOS', 'os x': 'macOS' },
};

const renamed = (target: Target, test: TextTest): TextTest => {
  const names = target.kind === 'fact' ? OWN_NAMES[target.fact] : undefined;
  if (names === undefined || test.kind !== 'equals') return test;
  return { ...test, values: test.values.map((value) => names[value.toLowerCase()] ?? value) };
};

const country = (ctx: Context, at: At, test: TextTest): Json | null => {
  if (test.kind === 'regex' || test.kind === 'glob')
    return ctx.refuse(
      'unsupported',
      at,
      'Countries are ISO 3166 codes here, so that a pattern of their names cannot be tested. List the countries.',
    );
  const unknown = test.values.filter(
    (value) => countryCodes({ ...test, values: [value] }).length === 0,
  );
  if (unknown.length > 0)
    return ctx.refuse(
      'unmapped-name',
      at,
      `No country is named "${unknown[0]}". Map it: "values": { "${at.construct}": { "${unknown[0]}": "DE" } }.`,
    );
  const codes = countryCodes(test);
  if (codes.length === 0) return ctx.refuse('unmapped-name', at, 'No country has such a name.');
  return codes.length === 1 ? String(codes[0]) : { $in: codes };
};

/** The name under which the site knows an event of the source. */
export const eventName = (
  ctx: Context,
  at: At,
  name: string,
  table: { readonly [name: string]: string } = {},
): string | null => {
  const events = ctx.map.events ?? {};
  const known = Object.hasOwn(events, name) ? events[name] : undefined;
  const found = known ?? (Object.hasOwn(table, name) ? table[name] : undefined) ?? name;
  return isEventName(found)
    ? found
    : ctx.refuse('invalid', at, `"${found}" cannot be the name of an event.`);
};

/** A metric of the source in the caller's mapping or the importer's table. */
export const metricTarget = (
  ctx: Context,
  name: string,
  table: { readonly [name: string]: MetricTarget },
): MetricTarget | undefined => {
  const metrics = ctx.map.metrics ?? {};
  if (Object.hasOwn(metrics, name)) return metrics[name];
  return Object.hasOwn(table, name) ? table[name] : undefined;
};
