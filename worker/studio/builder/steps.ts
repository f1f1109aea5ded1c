/** Forms of a step in a sequence. */
import { isObject } from './rows.ts';

export const STEP_FORMS = [
  ['then', 'Then, sooner or later'],
  ['next', 'Then, as the very next event'],
  ['not', 'Not, meanwhile'],
  ['block', 'These, in any order'],
] as const;
export type StepForm = (typeof STEP_FORMS)[number][0];
/** What says what a step of a form is about. */
export const stepKey = (form: StepForm): string =>
  form === 'not' ? 'not' : form === 'block' ? 'anyOrder' : 'event';

export function stepFormOf(step: unknown): StepForm {
  if (!isObject(step)) return 'then';
  if ('anyOrder' in step) return 'block';
  if ('not' in step) return 'not';
  return step['after'] === 'next' ? 'next' : 'then';
}

/** The same step in another form, about the same events. */
export function asStep(step: unknown, form: StepForm): { readonly [key: string]: unknown } {
  const before: { readonly [key: string]: unknown } = isObject(step) ? step : {};
  const [block] = [before['anyOrder']].flat() as readonly unknown[];
  const event =
    before['event'] ??
    before['not'] ??
    (isObject(block) ? block['event'] : undefined) ??
    'purchase';
  const keep = (...keys: readonly string[]) =>
    Object.fromEntries(
      keys.flatMap((key) => (before[key] === undefined ? [] : [[key, before[key]]])),
    );
  switch (form) {
    case 'then':
      return { event, ...keep('where', 'atLeast', 'atMost', 'times') };
    case 'next':
      return { event, ...keep('where'), after: 'next', ...keep('atLeast', 'atMost', 'times') };
    case 'not':
      return { not: event, ...keep('where') };
    case 'block':
      return {
        anyOrder: [{ event, ...keep('where') }, { event: 'purchase' }],
        ...keep('atLeast', 'atMost'),
      };
  }
}
