import type { ExperienceDefinition } from '../../../shared/definitions/types.ts';
import { h } from '../dom.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Voice } from '../voice.ts';
import { section, type Actions } from './section.ts';

/** What was drawn for this visitor, in words. */
export function experiencesSection(
  voice: Voice,
  knowledge: Knowledge,
  actions: Actions,
): HTMLElement | null {
  const { words } = voice;
  const experiences = Object.entries(knowledge.definitions?.experiences ?? {});
  if (experiences.length === 0) return null;
  return section(
    'versions',
    words.versions,
    h('p', { class: 'quiet' }, words.versionsText),
    h(
      'ul',
      { class: 'cards' },
      experiences.map(([id, experience]) => card(voice, id, experience, knowledge, actions)),
    ),
  );
}

function card(
  voice: Voice,
  id: string,
  experience: ExperienceDefinition,
  { traits, explanations, objections }: Knowledge,
  actions: Actions,
): HTMLElement {
  const { words, say } = voice;
  const name = experience.name ?? id;
  // No more than one is kept: what an earlier definition drew goes with it.
  const [, drawn] = Object.entries(traits).find(([trait]) => trait.startsWith(`${id}@`)) ?? [];
  const shown = `${id}:${String(drawn)}`;
  const objected = objections.includes(shown);
  const isShown = explanations.some(({ segment, member }) => segment === shown && member === true);
  return h(
    'li',
    {},
    h(
      'div',
      { class: 'card' },
      h('h3', {}, name),
      drawn !== undefined &&
        h(
          'button',
          {
            class: 'small',
            type: 'button',
            'data-keep': `object-${id}`,
            'aria-label': say(objected ? words.allowName : words.objectTo, { name }),
            click: () => actions.object(idsOf(id, experience), !objected),
          },
          objected ? words.allow : words.object,
        ),
    ),
    h('p', { class: 'quiet why' }, wordsOf(voice, experience, drawn, isShown, objected)),
  );
}

/** Every variant, as another may be drawn, and what is held out; the answers that are counted are named after them. */
export const idsOf = (id: string, { variants }: ExperienceDefinition): readonly string[] =>
  [...Object.keys(variants), 'holdout'].flatMap((variant) =>
    ['', '+', '-'].map((answer) => `${id}:${variant}${answer}`),
  );

/** What an objection to segments takes along: experiences that are for nobody else than those objected to. */
export function objectedWith(
  objected: readonly string[],
  definitions: Knowledge['definitions'],
  objections: readonly string[],
): readonly string[] {
  const all = [...objections, ...objected];
  return Object.entries(definitions?.experiences ?? {}).flatMap(([id, experience]) => {
    const { segments } = experience;
    const isOver =
      segments?.some((each) => objected.includes(each)) &&
      segments.every((each) => all.includes(each));
    return isOver ? idsOf(id, experience) : [];
  });
}

function wordsOf(
  { words, say }: Voice,
  { variants }: ExperienceDefinition,
  drawn: unknown,
  isShown: boolean,
  objected: boolean,
): string {
  if (drawn === undefined) return words.notDrawn;
  if (objected) return words.plain;
  if (drawn === 'holdout') return words.holdout;
  const name = variants[String(drawn)]?.name ?? String(drawn);
  return say(isShown ? words.sees : words.seesNot, { name });
}
