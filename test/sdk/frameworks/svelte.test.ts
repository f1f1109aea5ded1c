// The stores with Svelte's own readers of stores. In components: test/e2e/frameworks.test.ts.
import { fromStore, get, derived } from 'svelte/store';
import { afterEach, describe, expect, it } from 'vitest';
import {
  choose,
  explain,
  segment,
  segments,
  variant,
} from '../../../sdk/add-ons/frameworks/svelte.ts';
import { inertCovey } from '../../../sdk/client/index.ts';
import { pass, settle, useClock } from '../harness.ts';
import { newVisitor } from './visitor.ts';

useClock();
afterEach(() => void Reflect.deleteProperty(window, 'covey'));

describe('the stores', () => {
  it('hand over what holds at once, and then what differs, as long as they are subscribed to', async () => {
    const { covey, listening } = await newVisitor('buyer');
    const heard: unknown[] = [];
    const all = derived(
      [
        segment('spender', covey),
        choose({ spender: 'gold', buyer: 'silver', default: 'plain' }, covey),
        segments(covey),
      ],
      (values) => values,
    );
    const stop = all.subscribe((values) => heard.push(JSON.stringify(values)));
    expect(heard).toEqual(['[false,"silver",["buyer"]]']);
    covey.track('purchase', { value: 150 });
    expect(heard.at(-1)).toBe('[true,"gold",["buyer","spender"]]');
    covey.consent.set({ personalisation: false });
    expect(heard.at(-1)).toBe('[false,"plain",[]]');
    expect(listening()).toBeGreaterThan(0);
    stop();
    expect(listening()).toBe(0);
  });

  it('say nothing twice', async () => {
    const { covey } = await newVisitor();
    const heard: boolean[] = [];
    const stop = segment('pro', covey).subscribe((holds) => heard.push(holds));
    covey.track('purchase', { value: 150 });
    await settle();
    covey.identify({ plan: 'pro' });
    expect(heard).toEqual([false, true]);
    stop();
  });

  it('hand over the variant of an experience that is shown', async () => {
    const { covey } = await newVisitor();
    const heard: unknown[] = [];
    const stop = variant('trial', covey).subscribe((shown) => heard.push(shown));
    covey.identify({ plan: 'pro' });
    stop();
    expect(heard).toEqual([null, 'bold']);
  });

  it('are read once by get, and by fromStore outside of effects', async () => {
    const { covey, listening } = await newVisitor('buyer');
    expect(get(segment('buyer', covey))).toBe(true);
    expect(fromStore(segment('buyer', covey)).current).toBe(true);
    expect(get(segments(inertCovey('hazel.example')))).toEqual([]);
    expect(listening()).toBe(0);
  });

  it('find the tag’s Covey whenever it comes', async () => {
    const heard: unknown[] = [];
    const stop = choose({ buyer: 1 }).subscribe((value) => heard.push(value));
    window.covey = (await newVisitor('buyer')).covey;
    await pass(1000);
    expect(heard).toEqual([undefined, 1]);
    stop();
  });

  it('explain, explain again after a change, and say nothing to who has left meanwhile', async () => {
    const { covey } = await newVisitor();
    const heard: (string | null)[] = [];
    const hear = () => explain('buyer', covey).subscribe((why) => heard.push(why?.text ?? null));
    const stop = hear();
    await settle();
    covey.track('purchase', { value: 5 });
    await settle();
    expect(heard).toEqual([
      null,
      expect.stringMatching(/^Not in since/),
      expect.stringMatching(/^In since/),
    ]);
    stop();
    hear()();
    await settle();
    expect(heard.slice(3)).toEqual([null]);
  });
});
