// Adapters as built, with the real packages of the managers, in real browsers.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MANAGERS } from './harness/managers/index.ts';
import { type Manager, type ManagersSite, serveManagers } from './harness/managers/site.ts';
import { foundEngines, hasVariations, type Tab } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { useStack } from './harness/use-stack.ts';

let site: ManagersSite;
beforeAll(async () => {
  site = await serveManagers(useStack(), MANAGERS);
});
afterAll(() => site.close());

const granted = (tab: Tab) =>
  tab.until(
    (covey) =>
      covey.consent.get().personalisation === true &&
      covey.consent.get().measurement === true &&
      covey.diagnostics().status === 'running',
  );
/** The answer is no, and nothing stands on the device but that. */
const refused = (tab: Tab) =>
  tab.until(async (covey) => {
    const { personalisation, measurement, time } = covey.consent.get();
    const databases = (await indexedDB.databases()).filter(({ name }) => name !== 'covey-counted');
    const stored = Object.keys(
      JSON.parse(localStorage.getItem('covey:localhost') ?? '{}') as object,
    );
    return (
      personalisation === false &&
      measurement === false &&
      time !== null &&
      databases.length === 0 &&
      stored.every((each) =>
        ['personalisation', 'measurement', 'activation', 'time', 'text', 'signal'].includes(each),
      )
    );
  });
/** Opens the manager again, and answers. */
async function again(
  tab: Tab,
  { open, again: clicks, ...manager }: Manager,
  how: 'accept' | 'refuse' | 'repeat',
) {
  const plain = how === 'repeat' ? 'accept' : how;
  const inside = clicks?.[how] ?? clicks?.[plain] ?? [manager[plain]];
  for (const selector of [open, ...inside]) await tab.click(selector);
}
/** Once more, where nothing came of it: on a busy machine some managers show buttons before these do anything. */
async function insist(press: () => Promise<void>, done: () => Promise<unknown>) {
  await press();
  const came = done().then(() => true);
  const late = sleep(15_000, false, { ref: false });
  if (await Promise.race([came, late])) return;
  await press();
  await came;
}
const unanswered = (tab: Tab) =>
  tab.evaluate(
    async (covey) =>
      covey.consent.get().time === null &&
      localStorage.length === 0 &&
      (await indexedDB.databases()).length === 0,
  );
const state = (tab: Tab, adapter: string) =>
  tab.evaluate((covey) => covey.diagnostics()).then((found) => found.consentManagers?.[adapter]);
const faults = (tab: Tab) => tab.evaluate(() => (window as unknown as { faults: string[] }).faults);

describe.each(foundEngines())('in %s', (engineName) => {
  const { newVisitor } = useEngine(engineName);
  const newTab = async () => (await newVisitor()).newTab();

  describe.each(MANAGERS)('$title', (manager) => {
    it('a refusal stores nothing, a yes grants, the next page knows, a change of mind erases', async () => {
      const tab = await newTab();
      await tab.goto(site.url(manager));
      await tab.until((covey) => covey.diagnostics().consentManagers);
      expect(await unanswered(tab)).toBe(true);
      await tab.click(manager.refuse);
      await refused(tab);
      await insist(
        () => again(tab, manager, 'accept'),
        () => granted(tab),
      );
      // Covey and the adapter come from a bundler here.
      await tab.goto(site.url(manager, 'second', 'package'));
      await granted(tab);
      await tab.until((covey) =>
        Object.values(covey.diagnostics().consentManagers ?? {}).every(
          ({ status }) => status === 'answered',
        ),
      );
      await insist(
        () => again(tab, manager, 'refuse'),
        () => refused(tab),
      );
      await tab.goto(site.url(manager, 'third'));
      await refused(tab);
      expect(await faults(tab)).toEqual([]);
    });

    // What all adapters share is clicked with some; test/sdk has it for each.
    if (!hasVariations(engineName) || !manager.isVaried) return;

    it('one that never answers grants nothing, is named, and is heard when it comes late, by one tag or two', async () => {
      const tab = await newTab();
      // With the stub before the adapter, and the script last.
      await tab.goto(site.url(manager, 'first', 'late', 'twice', 'stub'));
      await tab.until((covey) => covey.diagnostics().problems['consent-manager-silent']);
      expect(await state(tab, manager.adapter)).toMatchObject({ status: 'silent' });
      expect(await unanswered(tab)).toBe(true);
      await tab.evaluate(() => (window as unknown as { bringManager: () => void }).bringManager());
      await tab.click(manager.accept);
      await granted(tab);
      expect(await state(tab, manager.adapter)).toMatchObject({ status: 'answered' });
      const { problems } = await tab.evaluate((covey) => covey.diagnostics());
      expect(problems).toEqual({ 'consent-manager-silent': 1, 'consent-manager-twice': 1 });
      expect(await faults(tab)).toEqual([]);
      // Where it does not come at all, what was answered here before stands.
      await tab.goto(site.url(manager, 'second', 'without'));
      await granted(tab);
    });

    it.runIf(manager.isFramed)(
      'from inside a frame of another origin it is heard, too',
      async () => {
        const tab = await newTab();
        const inside = (answer: 'null' | 'true' | 'false') =>
          tab.until({
            toString: () => `() => window.framed && window.framed.personalisation === ${answer}`,
          } as never);
        await tab.goto(site.url(manager, 'first', 'framed'));
        await inside('null');
        await tab.click(manager.accept);
        await inside('true');
        await again(tab, manager, 'refuse');
        await inside('false');
      },
    );

    it('a signal of the browser outweighs what is remembered, and not what is said under it', async () => {
      const tab = await newTab();
      await tab.goto(site.url(manager, 'first', 'package'));
      await tab.click(manager.accept);
      await granted(tab);
      await tab.goto(site.url(manager, 'second', 'gpc', 'package'));
      await tab.until((covey) => covey.diagnostics().consentManagers);
      expect(await tab.evaluate((covey) => covey.consent.get())).toMatchObject({
        personalisation: false,
        time: null,
        signal: 'gpc',
      });
      await again(tab, manager, 'repeat');
      await tab.until((covey) => covey.consent.get().personalisation === true);
    });
  });
});
