import type { Covey } from '../api.ts';
import { countedUntil } from '../counted.ts';
import type { Activation } from './activation.ts';
import { asItIs, isObject } from './guarded.ts';
import type { ClientParts } from './parts.ts';
import { MAX_WAITING } from './phase.ts';

/** The public face: what may be called, by whom it may be called. Nothing in it throws. */
export function createFace(
  {
    _options: options,
    _record: record,
    _consent: consent,
    _presence: presence,
    _shown: shown,
    _listeners: listeners,
    _problems: problems,
    _guard: guard,
    _look: look,
  }: ClientParts,
  activation: Activation,
  onDestroyed: () => void,
): Covey {
  const { host } = options;
  const { _active: active } = activation;

  /** A call that does something; on a page that is only prepared, once a visitor sees it. */
  const acting = <A extends unknown[]>(work: (...args: A) => void) =>
    guard((...args: A) => presence._onceSeen(guard(() => work(...args))));
  const misuse = (...what: unknown[]) => problems.add('misuse', what);

  const covey: Covey = {
    track: acting((name, props) => {
      if (typeof name !== 'string' || !/^(?!enter:|leave:).{1,100}$/s.test(name))
        return misuse('track', name);
      look(name, [props]);
      const time = host.now();
      activation._record((client) => client.track(name, props, time));
    }),
    identify: acting((traits) => {
      const given = asItIs(traits);
      activation._record((client) => client.identify(given), 2 * MAX_WAITING);
    }),
    has(id) {
      look(id);
      return shown._has(id);
    },
    segments: shown._list,
    on(type: string, listener: (news: never) => void) {
      if (typeof listener !== 'function') {
        misuse('on', type);
        return () => {};
      }
      look(type, listener);
      // When a script comes must not decide what it hears of.
      const held = shown._list().filter((id) => ['change', `enter:${id}`].includes(type));
      void Promise.resolve().then(() => {
        const entered = held.filter(shown._has);
        if (entered.length)
          listeners._tell(type, listener, { entered, left: [], segments: shown._list() });
      });
      return listeners._on(type, listener);
    },
    choose: guard((choices) => {
      look(choices);
      return choices?.[Object.keys(choices).find(shown._has) ?? 'default'];
    }) as Covey['choose'],
    variant(id) {
      look(id);
      // `EXPERIENCE:VARIANT` among the segments; these have no colon.
      return (
        new Map(shown._list().map((each) => each.split(':') as [string, string])).get(id) ?? null
      );
    },
    async explain(id) {
      look(id);
      // What is being decided is waited for.
      if (!active()) await activation._settled();
      return (await active()?.explain(id)) ?? null;
    },
    metrics: () => ({ ...active()?.metrics() }),
    activated: () => ({ ...active()?.activated() }),
    consent: {
      get: consent.get,
      set: acting((answer) => {
        if (isObject(answer)) {
          look('', answer);
          if (activation._answer(answer)) return;
        }
        misuse('consent.set', answer);
      }),
    },
    async export() {
      if (!active()) await activation._settled();
      return {
        covey: 1,
        site: options.site,
        exported: new Date().toJSON(),
        local: record._raw(),
        counted: countedUntil(host.localStorage) || null,
        events: [],
        state: {},
        segments: [],
        ...(await active()?.told()),
      };
    },
    erase: () => new Promise((resolve) => presence._onceSeen(() => resolve(activation._erase()))),
    async panel() {
      try {
        const { showPanel } = await options.loadActive();
        await showPanel({ ...options, covey, active, ended: presence._life.signal });
      } catch (error) {
        problems.add('panel-failed', error);
      }
    },
    diagnostics() {
      return {
        site: options.site,
        status: activation._status(),
        storage: 'none',
        definitions: null,
        disabled: {},
        approximate: [],
        ...active()?.diagnostics(),
        problems: problems.counts(),
      };
    },
    destroy: guard(() => {
      onDestroyed();
      listeners._clear();
      activation._destroy();
    }),
    get ready() {
      return activation._settled();
    },
  };
  return covey;
}
