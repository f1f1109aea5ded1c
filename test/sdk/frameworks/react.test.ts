// The hooks with the real React, in development, where it says what it does not like.
import { act, createElement as h, StrictMode, type ReactNode } from 'react';
import { createRoot, hydrateRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CoveyProvider,
  Segment,
  useChoose,
  useCovey,
  useExplain,
  useSegment,
  useSegments,
  useVariant,
} from '../../../sdk/add-ons/frameworks/react.ts';
import type { Covey } from '../../../sdk/api.ts';
import { inertCovey } from '../../../sdk/client/index.ts';
import { pass, settle, useClock } from '../harness.ts';
import { newVisitor } from './visitor.ts';

useClock();
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let said: unknown[];
let roots: Root[] = [];
beforeEach(() => {
  said = [];
  const note = (...words: unknown[]) => void said.push(words.map(String).join(' '));
  vi.spyOn(console, 'error').mockImplementation(note);
  vi.spyOn(console, 'warn').mockImplementation(note);
});
afterEach(async () => {
  await act(() => roots.forEach((root) => root.unmount()));
  roots = [];
  Reflect.deleteProperty(window, 'covey');
  vi.restoreAllMocks();
  expect(said).toEqual([]);
});

const box = () => document.body.appendChild(document.createElement('div'));
const page = (covey?: Covey, ...children: readonly ReactNode[]) =>
  h(StrictMode, null, h(CoveyProvider as never, covey ? { covey } : null, ...children));
async function render(node: ReactNode) {
  const element = box();
  const root = createRoot(element);
  roots.push(root);
  await act(() => root.render(node));
  return { root, element };
}
/** All there is to see of the hooks. */
function Everything(): ReactNode {
  const segments = useSegments();
  const choice = useChoose({ spender: 'gold', buyer: 'silver', default: 'plain' });
  const isBuyer = useSegment('buyer');
  return h(
    'p',
    null,
    `${useCovey() ? 'covey' : 'none'} ${String(isBuyer)} ${choice} ${segments.join()}`,
  );
}

describe('the hooks', () => {
  it('follow segments as they are entered and left, and listen no longer than they are mounted', async () => {
    const { covey, listening } = await newVisitor();
    const { root, element } = await render(
      page(
        covey,
        h(Everything as never, null),
        h(Segment as never, { id: 'buyer', fallback: 'No.' }, 'Yes.'),
      ),
    );
    expect(element.textContent).toBe('covey false plain No.');
    await act(() => covey.track('purchase', { value: 5 }));
    expect(element.textContent).toBe('covey true silver buyerYes.');
    await act(() => covey.track('purchase', { value: 150 }));
    expect(element.textContent).toBe('covey true gold buyer,spenderYes.');
    await act(() => covey.consent.set({ personalisation: false }));
    expect(element.textContent).toBe('covey false plain No.');
    expect(listening()).toBeGreaterThan(0);
    await act(() => root.unmount());
    expect(listening()).toBe(0);
  });

  it('render again only where their own answer is another', async () => {
    const { covey } = await newVisitor();
    let renders = 0;
    const Pro = () => {
      renders++;
      return String(useSegment('pro'));
    };
    await render(h(CoveyProvider as never, { covey }, h(Pro as never, null)));
    const before = renders;
    await act(() => covey.track('purchase', { value: 5 }));
    expect(renders).toBe(before);
    await act(() => covey.identify({ plan: 'pro' }));
    expect(renders).toBe(before + 1);
  });

  it('are written by a server as for somebody unknown, and hydrated without a mismatch for somebody who is known', async () => {
    const node = (covey: Covey) =>
      page(
        covey,
        h(Everything as never, null),
        h(Segment as never, { id: 'buyer' }, h('b', null, 'Yes.')),
      );
    const html = renderToString(node(inertCovey('hazel.example')));
    expect(html).toBe('<p>covey false plain </p>');
    const { covey } = await newVisitor('buyer');
    const element = box();
    element.innerHTML = html;
    const recovered: unknown[] = [];
    await act(() => {
      roots.push(
        hydrateRoot(element, node(covey), { onRecoverableError: (error) => recovered.push(error) }),
      );
    });
    expect(element.innerHTML).toBe('<p>covey true silver buyer</p><b>Yes.</b>');
    expect(recovered).toEqual([]);
  });

  it('find the tag’s Covey whenever it comes, and another that takes its place', async () => {
    const { element } = await render(page(undefined, h(Everything as never, null)));
    expect(element.textContent).toBe('none false plain ');
    const first = await newVisitor('buyer');
    window.covey = first.covey;
    // Looked for by itself.
    await act(() => pass(1000));
    expect(element.textContent).toBe('covey true silver buyer');
    const second = await newVisitor('spender');
    window.covey = second.covey;
    await act(() => window.dispatchEvent(new Event('focus')));
    expect(element.textContent).toBe('covey true gold buyer,spender');
    expect([first.listening(), second.listening() > 0]).toEqual([0, true]);
  });

  it('take nothing else that is called covey for one', async () => {
    Object.assign(window, { covey: document.createElement('form') });
    const { element } = await render(page(undefined, h(Everything as never, null)));
    expect(element.textContent).toBe('none false plain ');
  });

  it('rest where Covey cannot start, though each of its lists is a new one', async () => {
    const { element } = await render(
      page(inertCovey('hazel.example'), h(Everything as never, null)),
    );
    expect(element.textContent).toBe('covey false plain ');
  });

  it('give the variant of an experience that is shown', async () => {
    const { covey } = await newVisitor();
    const Trial = () => useVariant('trial') ?? 'as it is';
    const { element } = await render(page(covey, h(Trial as never, null)));
    expect(element.textContent).toBe('as it is');
    await act(() => covey.identify({ plan: 'pro' }));
    expect(element.textContent).toBe('bold');
    expect(renderToString(page(covey, h(Trial as never, null)))).toBe('as it is');
  });

  it('follow another Covey and another segment that they are given', async () => {
    const one = await newVisitor('buyer');
    const other = await newVisitor();
    const One = ({ id }: { id: string }) => String(useSegment(id));
    const node = (covey: Covey, id: string) => page(covey, h(One as never, { id }));
    const { root, element } = await render(node(one.covey, 'buyer'));
    expect(element.textContent).toBe('true');
    await act(() => root.render(node(one.covey, 'spender')));
    expect(element.textContent).toBe('false');
    await act(() => root.render(node(other.covey, 'buyer')));
    expect(element.textContent).toBe('false');
    expect(one.listening()).toBe(0);
    await act(() => other.covey.track('purchase', { value: 5 }));
    expect(element.textContent).toBe('true');
  });

  it('explain, and explain again after a change, the one that is asked for last', async () => {
    const { covey } = await newVisitor();
    const Why = ({ id }: { id: string }) => useExplain(id)?.text ?? 'not yet';
    const { root, element } = await render(page(covey, h(Why as never, { id: 'buyer' })));
    await act(settle);
    expect(element.textContent).toMatch(/^Not in since/);
    await act(async () => {
      covey.track('purchase', { value: 5 });
      await settle();
    });
    expect(element.textContent).toMatch(/^In since/);
    await act(() => root.render(page(covey, h(Why as never, { id: 'pro' }))));
    await act(settle);
    expect(element.textContent).toMatch(/^Not in since/);
    await act(async () => {
      covey.consent.set({ personalisation: false });
      await settle();
    });
    expect(element.textContent).toBe('not yet');
  });
});
