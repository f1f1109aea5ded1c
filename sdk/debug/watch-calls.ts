import { nearest } from '../../shared/definitions/checks/suggest.ts';
import type { Covey } from '../api.ts';
import type { DebugSource } from './source.ts';

const TYPES = ['change', 'consent', 'enter:', 'leave:'];
/** Ids that are remembered until the definitions have come. */
const MOST_ASKED = 500;
const PURPOSES = ['personalisation', 'personalization', 'measurement'];
const MARKUP = ['data-covey-show', 'data-covey-hide', 'data-covey-if'];

/** Points out segments that do not exist, in calls and in markup, and answers that say nothing. */
export function watchCalls({ covey, options, problems, run }: DebugSource): void {
  const { window } = options.host;
  const asked = new Set<string>();
  const told = new Set<string>();
  /** Looking must not do what the call itself would not. */
  const look = (work: () => void) => {
    try {
      work();
    } catch {
      // A value that cannot be looked at: the call says so itself.
    }
  };
  const check = (ids: readonly string[]) => {
    for (const id of ids) if (!told.has(id) && asked.size < MOST_ASKED) asked.add(id);
    const plan = run()?.evaluation.engine()?.plan;
    if (!plan) return;
    for (const id of asked) {
      told.add(id);
      if (plan.shadow.has(id)) problems.add('segment-shadow', id);
      else if (!plan.segments.includes(id))
        problems.add('segment-unknown', { id, meant: nearest(id, plan.segments) });
    }
    asked.clear();
  };
  const checkMarkup = () => {
    for (const name of MARKUP)
      for (const element of window.document.querySelectorAll(`[${name}]`))
        check((element.getAttribute(name) ?? '').split(/\s+/).filter(Boolean));
  };

  const { has, choose, explain, on } = covey;
  const { set } = covey.consent;
  const watched: Pick<Covey, 'has' | 'choose' | 'explain' | 'on'> = {
    has(id) {
      look(() => check([String(id)]));
      return has(id);
    },
    choose(choices) {
      look(() => check(Object.keys(choices).filter((id) => id !== 'default')));
      return choose(choices);
    },
    explain(id) {
      look(() => check([String(id)]));
      return explain(id);
    },
    on(type: string, listener: (news: never) => void) {
      look(() => {
        const [, id] = /^(?:enter|leave):(.+)$/.exec(type) ?? [];
        if (id) check([id]);
        else if (!/^(change|consent)$/.test(type))
          problems.add('misuse', ['on', type, nearest(String(type), TYPES)]);
      });
      return on(type, listener as never);
    },
  };
  // The tag's global may be the stub's object, with the same members.
  const { covey: global } = window as { readonly covey?: Partial<Covey> };
  for (const face of new Set([covey, global])) if (face?.has === has) Object.assign(face, watched);
  Object.assign(covey.consent, {
    set(answer: { readonly [purpose: string]: unknown }) {
      look(() => {
        const given = PURPOSES.map((purpose) => answer[purpose]).filter((one) => one !== undefined);
        const isAnswer = given.length > 0 && given.every((one) => typeof one === 'boolean');
        // What is no object at all is refused by the call itself.
        if (typeof answer === 'object' && !isAnswer)
          problems.add('misuse', ['consent.set', answer]);
      });
      set(answer as never);
    },
  });
  covey.on('change', checkMarkup);
  void covey.ready.then(checkMarkup);
}
