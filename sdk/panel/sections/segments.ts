import type { ExplainedFact, Explanation, ExplanationNode } from '../../../shared/engine/types.ts';
import { h } from '../dom.ts';
import type { Knowledge } from '../knowledge.ts';
import { section, type Actions } from './section.ts';

/** Members first, then what is not known. */
const order = ({ member }: Explanation) => (member === true ? 0 : member === null ? 1 : 2);

export function segmentsSection(knowledge: Knowledge, actions: Actions): HTMLElement | null {
  const { objections } = knowledge;
  // Experiences have words of their own.
  const explanations = knowledge.explanations.filter(({ segment }) => !segment.includes(':'));
  if (explanations.length === 0) return null;
  return section(
    'Groups you are in, and why',
    h(
      'p',
      { class: 'quiet' },
      'Decided in this browser. You can object to any of them: it is then not used for you.',
    ),
    h(
      'ul',
      { class: 'cards' },
      explanations
        .toSorted((a, b) => order(a) - order(b))
        .map((each) => {
          const objected = objections.includes(each.segment);
          return h(
            'li',
            {},
            h(
              'div',
              { class: 'card' },
              h(
                'div',
                {},
                h('h3', {}, each.name),
                each.shadow && h('span', { class: 'quiet' }, 'On trial: never shown to the page'),
              ),
              h(
                'div',
                { class: 'row' },
                badge(each.member, objected),
                h(
                  'button',
                  {
                    class: 'small',
                    type: 'button',
                    'data-keep': `object-${each.segment}`,
                    'aria-label': `${objected ? 'Allow' : 'Object to'} ${each.name}`,
                    click: () => actions.object([each.segment], !objected),
                  },
                  objected ? 'Allow' : 'Object',
                ),
              ),
            ),
            h('p', { class: 'quiet why' }, each.text),
            h(
              'details',
              {},
              h('summary', {}, 'Why'),
              h('ul', {}, reason(each.because)),
              each.exclusion && [
                h('p', {}, RULES[each.exclusion.rule]),
                h('ul', {}, reason(each.exclusion.because)),
              ],
            ),
          );
        }),
    ),
  );
}

function badge(member: boolean | null, objected: boolean): HTMLElement {
  const [kind, label] = objected
    ? ['out', 'You objected']
    : member === null
      ? ['unknown', 'Not known']
      : member
        ? ['in', 'You are in']
        : ['out', 'You are not in'];
  return h('span', { class: `badge ${kind}` }, label);
}

const RULES = {
  exclude: 'Left out while this holds:',
  excludeEver: 'Left out for ever, once this has held:',
};
const BRANCHES: { readonly [operator: string]: string } = {
  $and: 'All of these',
  $or: 'One of these, at least',
  $nor: 'None of these',
  $not: 'Not this',
};

function reason({ fact, facts, operator, text, result, parts = [] }: ExplanationNode): HTMLElement {
  const sign = result === null ? '?' : result ? '\u2713' : '\u2717';
  const spoken = result === null ? 'not known' : result ? 'holds' : 'does not hold';
  return h(
    'li',
    {},
    h('span', { class: 'sign', role: 'img', 'aria-label': spoken }, sign),
    fact === undefined ? (parts.length > 0 && BRANCHES[operator]) || text : text,
    parts.length > 0 && h('ul', {}, parts.map(reason)),
    made(facts),
  );
}

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
