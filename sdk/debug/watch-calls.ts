import { nearest } from '../../shared/definitions/checks/suggest.ts';
import type { DebugSource } from './source.ts';

const TYPES = ['change', 'consent', 'enter:', 'leave:'];
/** Ids that are remembered until the definitions have come. */
const MOST_ASKED = 500;
const PURPOSES = ['personalisation', 'personalization', 'measurement', 'activation'];

/**
 * Points out segments that do not exist, types that nothing is heard of, and answers that say nothing,
 * in all calls from the page's first. Gives what looks at ids from elsewhere; `onKnown` hears when definitions may have come.
 */
export function watchCalls(
  { options, problems, calls, active }: DebugSource,
  onKnown: () => void,
): (ids: readonly string[]) => void {
  const asked = new Set<string>();
  const told = new Set<string>();
  const check = (ids: readonly string[]) => {
    for (const id of ids) if (!told.has(id) && asked.size < MOST_ASKED) asked.add(id);
    const plan = active()?.ingest.engine()?.plan;
    if (!plan) return;
    for (const id of asked) {
      told.add(id);
      if (plan.shadow.has(id)) problems.add('segment-shadow', id);
      else if (!plan.segments.includes(id) && !plan.shadow.has(`${id}:?`))
        problems.add('segment-unknown', { id, meant: nearest(id, plan.segments) });
    }
    asked.clear();
  };
  const checkType = (type: string) => {
    const [, id] = /^(?:enter|leave):(.+)$/.exec(type) ?? [];
    if (id) check([id]);
    else if (!/^(change|consent)$/.test(type))
      problems.add('misuse', ['on', type, nearest(type, TYPES)]);
  };
  const checkAnswer = (answer: { readonly [member: string]: unknown }) => {
    const given = PURPOSES.map((purpose) => answer[purpose]).filter((one) => one !== undefined);
    if (given.length === 0 || given.some((one) => typeof one !== 'boolean'))
      problems.add('misuse', ['consent.set', answer]);
    const { consentText } = options;
    const { text } = answer;
    if (typeof text === 'number' && consentText !== undefined && text < consentText)
      problems.add('consent-text', { given: text, asked: consentText });
  };
  const checkProps = (name: unknown, props: unknown) => {
    if ((props ?? undefined) !== undefined && (typeof props !== 'object' || Array.isArray(props)))
      problems.add('misuse', ['track', name, [props]]);
  };
  const look = (...call: readonly unknown[]) => {
    const [first, second] = call;
    try {
      if (call.length === 0) {
        check([]);
        onKnown();
      } else if (Array.isArray(second)) checkProps(first, second[0]);
      else if (typeof second === 'function') checkType(String(first));
      else if (typeof second === 'object') checkAnswer({ ...second });
      else if (typeof first === 'object')
        check(Object.keys({ ...first }).filter((id) => id !== 'default'));
      else check([String(first)]);
    } catch {
      // A value that cannot be looked at: the call says so itself.
    }
  };
  calls.push = (...more) => more.map((call) => look(...call)).length;
  for (const call of calls.splice(0)) look(...call);
  return check;
}
