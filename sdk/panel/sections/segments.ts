import type { Definitions } from '../../../shared/definitions/types.ts';
import type { Explanation, ExplanationNode } from '../../../shared/engine/types.ts';
import { h } from '../dom.ts';
import type { Knowledge } from '../knowledge.ts';
import { when } from '../words.ts';
import { section, type Actions } from './section.ts';

/** Members first, then what is not known. */
const order = ({ member }: Explanation) => (member === true ? 0 : member === null ? 1 : 2);

export function segmentsSection(knowledge: Knowledge, actions: Actions): HTMLElement | null {
  const { explanations, objections, definitions } = knowledge;
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
              h('div', {}, h('h3', {}, each.name), h('span', { class: 'quiet' }, standing(each))),
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
                    click: () => actions.object(each.segment, !objected),
                  },
                  objected ? 'Allow' : 'Object',
                ),
              ),
            ),
            h(
              'details',
              {},
              h('summary', {}, 'Why'),
              h('p', {}, each.text),
              h('ul', {}, reason(each.because, definitions)),
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

function standing({ member, since, changesAt, shadow }: Knowledge['explanations'][number]): string {
  const change = member ? 'ends by itself on' : 'may change by itself on';
  return [
    since !== null && `since ${when(since)}`,
    changesAt !== null && `${change} ${when(changesAt)}`,
    shadow && 'on trial: never shown to the page',
  ]
    .filter(Boolean)
    .join('; ');
}

function reason(node: ExplanationNode, definitions: Definitions | null): HTMLElement {
  const { fact, text, result, parts = [] } = node;
  const sign = result === null ? '?' : result ? '\u2713' : '\u2717';
  const spoken = result === null ? 'not known' : result ? 'holds' : 'does not hold';
  return h(
    'li',
    {},
    h('span', { class: 'sign', role: 'img', 'aria-label': spoken }, sign),
    fact === undefined ? text : `${label(fact, definitions)}: ${text}`,
    parts.length > 0 &&
      h(
        'ul',
        {},
        parts.map((part) => reason(part, definitions)),
      ),
  );
}

/** A fact in the words of whoever wrote the definitions. */
function label(fact: string, definitions: Definitions | null): string {
  const [namespace = '', id = ''] = [
    fact.slice(0, fact.indexOf('.')),
    fact.slice(fact.indexOf('.') + 1),
  ];
  if (namespace === 'metric') return definitions?.metrics?.[id]?.name ?? id;
  if (namespace === 'segment') return definitions?.segments[id]?.name ?? id;
  if (namespace === 'trait') return definitions?.traits?.[id]?.description ?? id;
  return `${namespace} ${id.replaceAll('.', ' ')}`;
}
