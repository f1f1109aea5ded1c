// oxlint-disable-next-line typescript/triple-slash-reference -- declarations are made from the entries alone
/// <reference path="./react-types.d.ts" />
// React 18 and 19: hooks that follow the visitor's segments.
import {
  createContext,
  createElement,
  Fragment,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Covey } from '../../api.ts';
import type { Choices, ChoicesWithDefault, ExperienceId, SegmentId } from '../../known.ts';
import type { Explanation } from '../../../shared/engine/types.ts';
import { chosenOf, DEFAULT, followExplanation, type Live, liveOf, NONE } from './live.ts';

const Context = createContext<Covey | undefined>(undefined);

export interface CoveyProviderProps {
  /** What `createCovey` gave; without it the page's own, `window.covey`, as without a provider. */
  readonly covey?: Covey | undefined;
  readonly children?: ReactNode;
}

/** Says which Covey the components below it ask. Where the script tag is used, none is needed. */
export const CoveyProvider = ({ covey, children }: CoveyProviderProps): ReactElement =>
  createElement(Context.Provider, { value: covey }, children);

const useLive = (): Live => liveOf(useContext(Context));

/** The provider's Covey, or the page's; undefined on a server, and where the script has not come. */
export function useCovey(): Covey | undefined {
  const given = useContext(Context);
  const live = useLive();
  return useSyncExternalStore(live.subscribe, live.covey, () => given);
}

/**
 * Whether the visitor is in the segment: true only for true. False on a server and while its page is hydrated, so that
 * both sides render the same.
 *
 * @example
 * const isChampion = useSegment('champion');
 */
export function useSegment(id: SegmentId): boolean {
  const live = useLive();
  return useSyncExternalStore(
    live.subscribe,
    () => live.has(id),
    () => false,
  );
}

/** All segments the visitor is in, in the order of the definitions; the same list until it changes. */
export function useSegments(): readonly string[] {
  const live = useLive();
  return useSyncExternalStore(live.subscribe, live.segments, () => NONE);
}

/** The value of the first segment, in the order written, that the visitor is in; else `default`. */
export function useChoose<T>(choices: ChoicesWithDefault<T>): T;
export function useChoose<T>(choices: Choices<T>): T | undefined;
export function useChoose<T>(choices: Choices<T>): T | undefined {
  const live = useLive();
  const chosen = useSyncExternalStore(
    live.subscribe,
    () => chosenOf(choices, live.has),
    () => DEFAULT,
  );
  return (choices as { readonly [id: string]: T })[chosen];
}

/** The variant of an experience that the page shows; null as `covey.variant` gives it, and on a server. */
export function useVariant(experience: ExperienceId): string | null {
  const live = useLive();
  return useSyncExternalStore(
    live.subscribe,
    () => live.variant(experience),
    () => null,
  );
}

/**
 * Why the segment answers as it does; null until that is known, and where `covey.explain` gives null. Asked again
 * with every change of segments or consent; loads the words of explanations.
 */
export function useExplain(id: SegmentId): Explanation | null {
  const live = useLive();
  const [told, setTold] = useState<readonly [id: string, explanation: Explanation | null]>([
    '',
    null,
  ]);
  useEffect(
    () => followExplanation(live, id, (explanation) => setTold([id, explanation])),
    [live, id],
  );
  return told[0] === id ? told[1] : null;
}

export interface SegmentProps {
  readonly id: SegmentId;
  /** For everybody else, and on a server. */
  readonly fallback?: ReactNode;
  readonly children?: ReactNode;
}

/** Its children for whoever is in the segment. */
export const Segment = ({ id, fallback, children }: SegmentProps): ReactElement =>
  createElement(Fragment, null, useSegment(id) ? children : fallback);
