import type { ExplainedFact, ExplanationNode } from '../../../shared/engine/types.ts';
import type { Reading } from '../../../shared/reading/index.ts';
import { isSame } from '../../texts.ts';
import { h } from '../dom.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Voice } from '../voice.ts';
import { section, type Actions } from './section.ts';

type Explained = Knowledge['explanations'][number];

/** Members first, then what is not known; those one is not in are folded. */
export function segmentsSection(
  voice: Voice,
  { explanations, objections }: Knowledge,
  actions: Actions,
): HTMLElement | null {
  const { words, say } = voice;
  // Experiences have words of their own.
  const all = explanations.filter(({ segment }) => !segment.includes(':'));
  if (all.length === 0) return null;
  const isObjected = ({ segment }: Explained) => objections.includes(segment);
  const isOut = (each: Explained) => each.member === false && !isObjected(each);
  const cards = (some: readonly Explained[]) =>
    h(
      'ul',
      { class: 'cards' },
      some.map((each) => card(voice, each, isObjected(each), actions)),
    );
  const [others, own] = [all.filter(isOut), all.filter((each) => !isOut(each))];
  return section(
    'groups',
    words.groups,
    h('p', { class: 'quiet' }, own.length > 0 ? words.groupsText : words.inNone),
    own.length > 0 &&
      cards(own.toSorted((a, b) => Number(b.member === true) - Number(a.member === true))),
    others.length > 0 &&
      h(
        'details',
        { class: 'others', 'data-keep': 'others' },
        h('summary', {}, say(words.others, { n: others.length })),
        cards(others),
      ),
  );
}

function card(voice: Voice, each: Explained, isObjected: boolean, actions: Actions): HTMLElement {
  const { words, say } = voice;
  const { segment, name, member, shadow, text, because, exclusion } = each;
  return h(
    'li',
    {},
    h(
      'div',
      { class: 'card' },
      h('div', {}, h('h3', {}, name), shadow && h('span', { class: 'quiet' }, words.trial)),
      h(
        'div',
        { class: 'row' },
        badge(voice, member, isObjected),
        h(
          'button',
          {
            class: 'small',
            type: 'button',
            'data-keep': `object-${segment}`,
            'aria-label': say(isObjected ? words.allowName : words.objectTo, { name }),
            click: () => actions.object([segment], !isObjected),
          },
          isObjected ? words.allow : words.object,
        ),
      ),
    ),
    h('p', { class: 'quiet why' }, text),
    h(
      'details',
      { 'data-keep': `why-${segment}` },
      h('summary', {}, words.why),
      h('ul', {}, reason(voice, because)),
      exclusion && [
        h('p', {}, exclusion.rule === 'exclude' ? words.excluded : words.excludedEver),
        h('ul', {}, reason(voice, exclusion.because)),
      ],
    ),
    meaning(voice, segment, actions),
  );
}

function badge({ words }: Voice, member: boolean | null, isObjected: boolean): HTMLElement {
  const [kind, label] = isObjected
    ? ['out', words.objected]
    : member === null
      ? ['unknown', words.unknown]
      : member
        ? ['in', words.in]
        : ['out', words.out];
  return h('span', { class: `badge ${kind}` }, label);
}

function branchWords({ words }: Voice, { operator, text, parts = [] }: ExplanationNode): string {
  if (parts.length === 0) return text;
  const branches: { readonly [operator: string]: string } = {
    $and: words.allOf,
    $or: words.anyOf,
    $nor: words.noneOf,
    $not: words.notThis,
  };
  return branches[operator] ?? text;
}

function reason(voice: Voice, node: ExplanationNode): HTMLElement {
  const { words } = voice;
  const { fact, facts, text, result, parts = [] } = node;
  const sign = result === null ? '?' : result ? '\u2713' : '\u2717';
  const spoken = result === null ? words.notKnown : result ? words.holds : words.holdsNot;
  return h(
    'li',
    {},
    h('span', { class: 'sign', role: 'img', 'aria-label': spoken }, sign),
    fact === undefined ? branchWords(voice, node) : text,
    parts.length > 0 &&
      h(
        'ul',
        {},
        parts.map((part) => reason(voice, part)),
      ),
    made(facts),
  );
}

/** What the definition says, loaded when it is opened. */
function meaning({ words, language }: Voice, segment: string, actions: Actions): HTMLElement {
  const body = h('div', { 'aria-live': 'polite' });
  const show = async () => {
    try {
      const found = await actions.meaning();
      if (!found) return;
      if (!isSame(found.language, language)) body.lang = found.language;
      body.replaceChildren(parted(found.ofSegment(segment)) || '');
    } catch {
      body.textContent = words.meaningMissing;
    }
  };
  const details = h(
    'details',
    { 'data-keep': `means-${segment}`, toggle: () => details.open && void show() },
    h('summary', {}, words.meaning),
    body,
  );
  return details;
}

const parted = (readings: readonly Reading[] = []): HTMLElement | false =>
  readings.length > 0 &&
  h(
    'ul',
    {},
    readings.map(({ text, parts }) => h('li', {}, text, parted(parts))),
  );

/** What a formula is made of. */
function made(facts: readonly ExplainedFact[] = []): HTMLElement | false {
  return (
    facts.length > 0 &&
    h(
      'ul',
      {},
      facts.map((each) => h('li', {}, each.text, made(each.facts))),
    )
  );
}
