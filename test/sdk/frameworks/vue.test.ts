// The composables with the real Vue, in development, where it says what it does not like.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type App,
  createApp,
  createSSRApp,
  defineComponent,
  effectScope,
  h,
  KeepAlive,
  nextTick,
  ref,
} from 'vue';
import { renderToString } from 'vue/server-renderer';
import {
  createCoveyPlugin,
  useChoose,
  useCovey,
  useExplain,
  useSegment,
  useSegments,
  useVariant,
} from '../../../sdk/add-ons/frameworks/vue.ts';
import type { Covey } from '../../../sdk/api.ts';
import { inertCovey } from '../../../sdk/client/index.ts';
import { pass, settle, useClock } from '../harness.ts';
import { newVisitor } from './visitor.ts';

useClock();
let said: unknown[];
let apps: App[] = [];
beforeEach(() => {
  said = [];
  const note = (...words: unknown[]) => void said.push(words.map(String).join(' '));
  vi.spyOn(console, 'error').mockImplementation(note);
  vi.spyOn(console, 'warn').mockImplementation(note);
});
afterEach(() => {
  for (const app of apps) app.unmount();
  apps = [];
  Reflect.deleteProperty(window, 'covey');
  vi.restoreAllMocks();
  expect(said).toEqual([]);
});

const Everything = defineComponent({
  props: { id: { type: String, default: 'buyer' } },
  setup({ id }) {
    const covey = useCovey();
    const holds = useSegment(id);
    const choice = useChoose({ spender: 'gold', buyer: 'silver', default: 'plain' });
    const segments = useSegments();
    return () =>
      h(
        'p',
        `${covey.value ? 'covey' : 'none'} ${String(holds.value)} ${choice.value} ${segments.value.join()}`,
      );
  },
});
function mount(app: App, covey?: Covey) {
  if (covey) app.use(createCoveyPlugin(covey));
  const element = document.body.appendChild(document.createElement('div'));
  apps.push(app);
  return { element, show: () => app.mount(element) };
}

describe('the composables', () => {
  it('follow segments as they are entered and left, and listen no longer than they are mounted', async () => {
    const { covey, listening } = await newVisitor('buyer');
    const app = createApp(Everything);
    const { element, show } = mount(app, covey);
    show();
    await nextTick();
    expect(element.textContent).toBe('covey true silver buyer');
    covey.track('purchase', { value: 150 });
    await nextTick();
    expect(element.textContent).toBe('covey true gold buyer,spender');
    covey.consent.set({ personalisation: false });
    await nextTick();
    expect(element.textContent).toBe('covey false plain ');
    expect(listening()).toBeGreaterThan(0);
    app.unmount();
    apps = [];
    expect(listening()).toBe(0);
  });

  it('are written by a server as for somebody unknown, and hydrated without a mismatch for somebody who is known', async () => {
    const server = createSSRApp(Everything);
    server.use(createCoveyPlugin(inertCovey('hazel.example')));
    const html = await renderToString(server);
    expect(html).toBe('<p>covey false plain </p>');
    const { covey } = await newVisitor('buyer');
    const { element, show } = mount(createSSRApp(Everything), covey);
    element.innerHTML = html;
    show();
    await nextTick();
    expect(element.innerHTML).toBe('<p>covey true silver buyer</p>');
  });

  it('find the tag’s Covey whenever it comes', async () => {
    const { element, show } = mount(createApp(Everything));
    show();
    expect(element.textContent).toBe('none false plain ');
    const { covey } = await newVisitor('buyer');
    window.covey = covey;
    await pass(1000);
    expect(element.textContent).toBe('covey true silver buyer');
  });

  it('follow ids and choices that are refs, and serve outside of components as long as their scope', async () => {
    const { covey, listening } = await newVisitor('buyer');
    window.covey = covey;
    const id = ref('spender');
    const choices = ref({ buyer: 'a' });
    const scope = effectScope();
    const [holds, choice, variant] =
      scope.run(() => [useSegment(id), useChoose(choices), useVariant('trial')] as const) ?? [];
    expect([holds?.value, choice?.value, variant?.value]).toEqual([false, 'a', null]);
    id.value = 'buyer';
    choices.value = { buyer: 'b' };
    expect([holds?.value, choice?.value]).toEqual([true, 'b']);
    covey.identify({ plan: 'pro' });
    expect(variant?.value).toBe('bold');
    scope.stop();
    expect(listening()).toBe(0);
  });

  it('of a component that is gone before it was mounted do not listen', async () => {
    const { covey, listening } = await newVisitor();
    const shown = ref(true);
    const app = createApp({
      render: () => h(KeepAlive, () => (shown.value ? h(Everything) : h('i'))),
    });
    mount(app, covey).show();
    shown.value = false;
    await nextTick();
    app.unmount();
    apps = [];
    expect(listening()).toBe(0);
  });

  it('explain, and explain again after a change', async () => {
    const { covey } = await newVisitor();
    const id = ref('buyer');
    const { element, show } = mount(
      createApp({
        setup() {
          const why = useExplain(id);
          return () => why.value?.text ?? 'not yet';
        },
      }),
      covey,
    );
    show();
    expect(element.textContent).toBe('not yet');
    await settle();
    expect(element.textContent).toMatch(/^Not in since/);
    covey.track('purchase', { value: 5 });
    await settle();
    expect(element.textContent).toMatch(/^In since/);
    id.value = 'pro';
    await settle();
    expect(element.textContent).toMatch(/^Not in since/);
  });
});
