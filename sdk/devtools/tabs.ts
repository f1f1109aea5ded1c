import type { Definitions } from '../../shared/definitions/types.ts';
import type { Engine, Explanation, ExplanationNode } from '../../shared/engine/types.ts';
import type { Heard } from '../debug/watch-events.ts';
import { elementsIn, type MakeElement } from '../dom.ts';
import { changed, clock, memberWord, shownValue } from './words.ts';

/** Rows of a table, under these heads. */
function table(
  h: MakeElement,
  heads: readonly string[],
  rows: readonly (readonly (string | HTMLElement)[])[],
): HTMLElement {
  return h(
    'table',
    {},
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        heads.map((head) => h('th', { scope: 'col' }, head)),
      ),
    ),
    h(
      'tbody',
      {},
      rows.map((row) =>
        h(
          'tr',
          {},
          row.map((cell, at) => h('td', { class: at === row.length - 1 ? 'value' : '' }, cell)),
        ),
      ),
    ),
  );
}

const EFFECTS = {
  unread: 'read by no definition: not kept',
  early: 'before there were definitions',
};

/** What happened on this page, the newest first. */
export function eventsTab(document: Document, heard: readonly Heard[]): HTMLElement[] {
  const h = elementsIn(() => document);
  if (heard.length === 0)
    return [
      h('p', { class: 'quiet' }, 'Nothing has happened on this page since the tools listen.'),
    ];
  const effect = ({ isEvent, isRead, entered, left }: Heard) =>
    changed(entered, left) ||
    (isEvent && isRead === false ? EFFECTS.unread : isRead === null ? EFFECTS.early : '');
  return [
    h(
      'p',
      { class: 'quiet' },
      'Properties that no definition reads are left out before anything is decided.',
    ),
    table(
      h,
      ['Time', 'Event', 'Effect', 'Properties read'],
      heard
        .toReversed()
        .map((each) => [
          clock(each.time),
          each.isEvent ? each.what : `(${each.what})`,
          effect(each),
          shownValue(each.details),
        ]),
    ),
  ];
}

/** Every segment with its answer, and why. */
export function segmentsTab(
  document: Document,
  engine: Engine,
  explain: (engine: Engine, id: string) => Explanation | null,
): HTMLElement[] {
  const h = elementsIn(() => document);
  const reason = ({ text, result, parts = [] }: ExplanationNode): HTMLElement =>
    h(
      'li',
      {},
      `${memberSign(result)} ${text}`,
      parts.length > 0 && h('ul', {}, parts.map(reason)),
    );
  return engine.plan.segments.map((id) => {
    const member = engine.member(id);
    const kind = member === null ? 'unknown' : member ? 'in' : 'quiet';
    const list = h('div', {});
    const details = h(
      'details',
      { 'data-keep': `segment-${id}` },
      h(
        'summary',
        {},
        `${id} `,
        h('span', { class: kind }, memberWord(member)),
        engine.plan.shadow.has(id) && h('span', { class: 'quiet' }, ' on trial'),
      ),
      list,
    );
    // An explanation is work: it is made for who opens it.
    details.addEventListener('toggle', () => {
      if (!details.open || list.hasChildNodes()) return;
      const why = explain(engine, id);
      list.append(
        h('p', {}, why?.text ?? 'No explanation.'),
        ...(why ? [h('ul', {}, reason(why.because))] : []),
      );
    });
    return details;
  });
}

const memberSign = (result: boolean | null) =>
  result === null ? '?' : result ? '\u2713' : '\u2717';

/** Every metric with its value. */
export function metricsTab(
  document: Document,
  engine: Engine,
  definitions: Definitions,
): HTMLElement[] {
  const h = elementsIn(() => document);
  const values = Object.entries(engine.metricValues());
  if (values.length === 0) return [h('p', { class: 'quiet' }, 'The definitions have no metrics.')];
  const disabled = [...engine.plan.disabled];
  return [
    table(
      h,
      ['Metric', 'Definition', 'Value'],
      values.map(([id, value]) => [
        id,
        shownValue({ ...definitions.metrics?.[id] } as never),
        shownValue(value),
      ]),
    ),
    ...disabled.map(([id, why]) => h('p', { class: 'bad' }, `${id}: ${why}`)),
  ];
}
