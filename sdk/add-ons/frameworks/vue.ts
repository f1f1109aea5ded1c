// Vue 3: composables that follow the visitor's segments.
import {
  computed,
  type ComputedRef,
  getCurrentInstance,
  getCurrentScope,
  hasInjectionContext,
  inject,
  type InjectionKey,
  type MaybeRefOrGetter,
  onMounted,
  onScopeDispose,
  type Plugin,
  type ShallowRef,
  shallowRef,
  toValue,
  triggerRef,
  watch,
} from 'vue';
import type { Covey } from '../../api.ts';
import type { Choices, ChoicesWithDefault, ExperienceId, SegmentId } from '../../known.ts';
import type { Explanation } from '../../../shared/engine/types.ts';
import { chosenOf, DEFAULT, followExplanation, type Live, liveOf, NONE } from './live.ts';

const KEY: InjectionKey<Covey> = Symbol('covey');

/** Says which Covey the application asks: what `createCovey` gave. Where the script tag is used, none is needed. */
export const createCoveyPlugin = (covey: Covey): Plugin => ({
  install: (app) => void app.provide(KEY, covey),
});

const givenCovey = (): Covey | undefined =>
  hasInjectionContext() ? inject(KEY, undefined) : undefined;

/** Null until the component is mounted: what it shows first is what a server has written. Ends with its scope. */
function useLive(): Readonly<ShallowRef<Live | null>> {
  const live = liveOf(givenCovey());
  const known = shallowRef<Live | null>(null);
  let stop = () => {};
  let isEnded = false;
  const start = () => {
    if (isEnded) return;
    known.value = live;
    stop = live.subscribe(() => triggerRef(known));
  };
  if (getCurrentInstance()) onMounted(start);
  else start();
  if (getCurrentScope())
    onScopeDispose(() => {
      isEnded = true;
      stop();
    });
  return known;
}

/** The plugin's Covey, or the page's; undefined on a server, and where the script has not come. */
export function useCovey(): ComputedRef<Covey | undefined> {
  const given = givenCovey();
  const live = useLive();
  return computed(() => given ?? live.value?.covey());
}

/** Whether the visitor is in the segment: true only for true, and false until the component is mounted. */
export function useSegment(id: MaybeRefOrGetter<SegmentId>): ComputedRef<boolean> {
  const live = useLive();
  return computed(() => live.value?.has(toValue(id)) ?? false);
}

/** All segments the visitor is in, in the order of the definitions. */
export function useSegments(): ComputedRef<readonly string[]> {
  const live = useLive();
  return computed(() => live.value?.segments() ?? NONE);
}

/** The value of the first segment, in the order written, that the visitor is in; else `default`. */
export function useChoose<T>(choices: MaybeRefOrGetter<ChoicesWithDefault<T>>): ComputedRef<T>;
export function useChoose<T>(choices: MaybeRefOrGetter<Choices<T>>): ComputedRef<T | undefined>;
export function useChoose<T>(choices: MaybeRefOrGetter<Choices<T>>): ComputedRef<T | undefined> {
  const live = useLive();
  return computed(() => {
    const given = toValue(choices) as { readonly [id: string]: T };
    return given[live.value ? chosenOf(given, live.value.has) : DEFAULT];
  });
}

/** The variant of an experience that the page shows; null as `covey.variant` gives it, and until the component is mounted. */
export function useVariant(experience: MaybeRefOrGetter<ExperienceId>): ComputedRef<string | null> {
  const live = useLive();
  return computed(() => live.value?.variant(toValue(experience)) ?? null);
}

/**
 * Why the segment answers as it does; null until that is known, and where `covey.explain` gives null. Asked again
 * with every change of segments or consent; loads the words of explanations.
 */
export function useExplain(
  id: MaybeRefOrGetter<SegmentId>,
): Readonly<ShallowRef<Explanation | null>> {
  const live = liveOf(givenCovey());
  const told = shallowRef<Explanation | null>(null);
  const start = () =>
    watch(
      () => toValue(id),
      (asked, _, onCleanup) => {
        told.value = null;
        onCleanup(followExplanation(live, asked, (explanation) => (told.value = explanation)));
      },
      { immediate: true },
    );
  if (getCurrentInstance()) onMounted(start);
  else start();
  return told;
}
