// What all adapters share: the order of answers, and what becomes of a manager that is silent, late, double or broken.
import type { ConsentAnswer, Covey, Purpose } from '../../api.ts';
import type { ManagerProblemCode } from '../../problems.ts';
import type { Heard, Line, ManagerState } from './contract.ts';
import { isAnswer, ofEach, PURPOSES } from './purposes.ts';

/** A manager that has said nothing by then is silent. An answer that comes later is taken all the same. */
const SILENT_MS = 3000;

/** On the face itself, as each adapter may be a file of its own. */
const HUB = Symbol.for('covey:consent-managers');

interface Hub {
  readonly managers: Map<string, ManagerState>;
  readonly problems: { [code in ManagerProblemCode]?: number };
  /** What stands in the place of the face's own `diagnostics`. */
  report?: Covey['diagnostics'];
}

/**
 * Follows one manager: what the adapter hears becomes the visitor's answer. A second adapter of the same name on
 * the same Covey does nothing. Gives what ends it.
 */
export function follow(covey: Covey, name: string, start: (line: Line) => void): () => void {
  if (typeof window === 'undefined') return () => {};
  const hub = hubOf(covey);
  const count = (code: ManagerProblemCode) => {
    hub.problems[code] = (hub.problems[code] ?? 0) + 1;
  };
  if (hub.managers.has(name)) {
    count('consent-manager-twice');
    return () => {};
  }
  const ended = new AbortController();
  const change = (next: Partial<ManagerState>) => {
    if (ended.signal.aborted) return;
    const before = hub.managers.get(name);
    hub.managers.set(name, {
      status: 'waiting',
      ...ofEach((purpose) => before?.[purpose] ?? null),
      ...next,
    });
    report(covey, hub);
  };
  const silence = setTimeout(() => {
    count('consent-manager-silent');
    change({ status: 'silent' });
  }, SILENT_MS);
  const line: Line = {
    signal: ended.signal,
    note: (note) => change({ ...hub.managers.get(name), note }),
    safely:
      (work) =>
      (...args) => {
        try {
          if (!ended.signal.aborted) work(...args);
        } catch {
          count('consent-manager-failed');
        }
      },
    hear(heard) {
      if (ended.signal.aborted) return;
      clearTimeout(silence);
      const before = hub.managers.get(name);
      const said = ofEach((purpose) => (heard ?? before)?.[purpose] ?? null);
      const hasAnswered = isAnswer(said);
      change({ status: hasAnswered ? 'answered' : 'asking', ...said });
      const isNews = PURPOSES.some((purpose) => said[purpose] !== before?.[purpose]);
      if (heard && hasAnswered && (isNews || isAct(heard))) pass(covey, hub, heard);
    },
  };
  change({});
  line.safely(start)(line);
  // Until the script has come there is but a stub, whose diagnostics it replaces.
  void covey.ready?.then(() => report(covey, hub));
  return () => {
    clearTimeout(silence);
    ended.abort();
    hub.managers.delete(name);
  };
}

/** A manager that says so is believed only where the visitor has done anything at all on this page. */
const isAct = ({ acted }: Heard) =>
  acted === true &&
  (navigator.userActivation as UserActivation | undefined)?.hasBeenActive !== false;

/** What all managers say together: one refusal is a refusal. */
function together(hub: Hub, purpose: Purpose): boolean | undefined {
  const said = [...hub.managers.values()].map((manager) => manager[purpose]);
  if (said.includes(false)) return false;
  return said.includes(true) ? true : undefined;
}

/**
 * An act of the visitor counts as it happens. A stored answer yields to what came since; where nobody knows when it was
 * given, it can refuse what was granted, and grants nothing that was refused: `consent.set` sees to both.
 */
function pass(covey: Covey, hub: Hub, heard: Heard): void {
  const answer: { [purpose in Purpose]?: boolean } = {};
  for (const purpose of PURPOSES) {
    const one = together(hub, purpose);
    if (one !== undefined) answer[purpose] = one;
  }
  const { consent } = covey;
  if (isAct(heard)) return consent.set(answer);
  const known = consent.get();
  const tell = (values: readonly boolean[], how: ConsentAnswer) => {
    const news = Object.entries(answer).filter(
      ([purpose, value]) => values.includes(value) && known[purpose as Purpose] !== value,
    );
    if (news.length > 0) consent.set({ ...Object.fromEntries(news), ...how });
  };
  const { given } = heard;
  if (!given) return tell([true, false], { replayed: true });
  // Of a time that is only nearly known, the one that grants less.
  tell([true], { time: given[0] });
  tell([false], given[1] < Date.now() ? { time: given[1] } : { replayed: true });
}

function hubOf(covey: Covey): Hub {
  const face = covey as { [HUB]?: Hub };
  if (face[HUB]) return face[HUB];
  const hub: Hub = { managers: new Map(), problems: {} };
  try {
    Object.defineProperty(covey, HUB, { value: hub });
  } catch {
    // The page has frozen it: then nobody shares it.
  }
  return hub;
}

/** Adds to `diagnostics()` what was heard, wherever that is not done yet. */
function report(covey: Covey, hub: Hub): void {
  const { diagnostics } = covey;
  if (diagnostics === hub.report) return;
  hub.report = () => {
    const plain = diagnostics();
    return {
      ...plain,
      consentManagers: Object.fromEntries(hub.managers),
      problems: { ...plain.problems, ...hub.problems },
    };
  };
  try {
    covey.diagnostics = hub.report;
  } catch {
    // As above.
  }
}
