// @vitest-environment happy-dom
import { type ComponentType, h, render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Invite } from '../../worker/studio/publish/invite.tsx';
import { liveState, source } from '../../worker/studio/publish/state.ts';
import { access, leave, signIn, site } from '../../worker/studio/site/index.ts';
import { Page as Watch } from '../../worker/studio/watch/index.ts';

const place = document.createElement('div');
const SITE = 'hazel.example';
const definitions = { site: SITE, version: 1 } as never;

beforeEach(() => {
  document.body.append(place);
  // The site is that of an older version: no draft is needed.
  source.value = { kind: 'older', version: 1, definitions, envelope: new Uint8Array() };
});
afterEach(() => {
  render(null, place);
  leave();
  site.value = '';
  source.value = { kind: 'draft' };
  liveState.value = { state: 'asking' };
  vi.unstubAllGlobals();
});

const pages: readonly (readonly [string, ComponentType])[] = [
  ['Watch', Watch],
  ['Invite', Invite],
];
const answers = [
  [401, 'unauthorized', 'The Worker does not accept this token for hazel.example.', false],
  [403, 'forbidden', 'This token of hazel.example is good, and for something else.', true],
] as const;

test.each(pages.flatMap(([name, Page]) => answers.map((answer) => ({ name, Page, answer }))))(
  'a token that is refused with $answer.0 in $name is told at the field, and another is asked for',
  async ({ Page, answer: [status, code, says, isKept] }) => {
    let asked = 0;
    vi.stubGlobal('fetch', () => {
      asked += 1;
      return Promise.resolve(Response.json({ error: { code, message: 'No.' } }, { status }));
    });
    signIn({ site: SITE, token: 'wrong' });
    render(h(Page, {}), place);
    const field = await vi.waitFor(() => {
      const found = place.querySelector<HTMLInputElement>('[name="token"][aria-invalid="true"]');
      if (!found) throw new Error('not yet');
      return found;
    });
    const problem = document.getElementById(field.getAttribute('aria-describedby') ?? '');
    expect(problem?.textContent).toContain(says);
    await vi.waitFor(() => expect(document.activeElement).toBe(field));
    expect(access.value?.token).toBe(isKept ? 'wrong' : undefined);
    // What else was typed is still there, and the next token is used at once.
    const typed = place.querySelector<HTMLInputElement>('[name="site"]');
    if (typed) expect(typed.value).toBe(SITE);
    const before = asked;
    field.value = 'right';
    field.form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await vi.waitFor(() => expect(asked).toBeGreaterThan(before));
    expect(access.value?.token === 'right' || access.value === null).toBe(true);
  },
);
