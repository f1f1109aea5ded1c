// @vitest-environment happy-dom
import { h, render } from 'preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import { readerOf } from '../../shared/reading/index.ts';

const place = document.createElement('div');
beforeEach(() => {
  vi.resetModules();
  localStorage.clear();
  document.body.append(place);
});
afterEach(() => {
  render(null, place);
  vi.restoreAllMocks();
});

const definitions = {
  metrics: { bought: { count: 'purchase', within: '7d' } },
  segments: { buyer: { when: { 'metric.bought': { $gte: 2 } } } },
} as unknown as Definitions;

/** The studio opened anew in a browser with these languages: what it reads, and the control. */
async function opened(languages: readonly string[]) {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue([...languages]);
  const { ChooseLanguage, spoken } = await import('../../worker/studio/reading/index.ts');
  render(h(ChooseLanguage, {}), place);
  const select = place.querySelector('select')!;
  return {
    select,
    text: () =>
      readerOf(definitions, spoken.value.voice).thing('segments', 'buyer').parts?.[0]?.text,
    is: (language: string) => vi.waitFor(() => expect(spoken.value.language).toBe(language)),
    async choose(language: string) {
      select.value = language;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    },
  };
}

describe('definitions are read out', () => {
  test('in the first of the browser’s languages that there is, else in English', async () => {
    const german = await opened(['sv', 'de-AT', 'fr']);
    await german.is('de');
    expect(german.text()).toBe('Hat in den letzten 7 Tagen mindestens 2-mal etwas gekauft');
    expect(german.select.value).toBe('de');
    render(null, place);
    vi.resetModules();
    const other = await opened(['sv', 'ja']);
    await other.is('en');
    expect(other.text()).toBe('Bought something at least 2 times in the last 7 days');
  });

  test('in the language that is chosen, the next time, too', async () => {
    const first = await opened(['de']);
    await first.choose('pl');
    await first.is('pl');
    expect(first.text()).toContain('kupiono coś');
    render(null, place);
    vi.resetModules();
    await (await opened(['de'])).is('pl');
  });

  test('as before where the words of a language cannot be loaded, and it is said', async () => {
    vi.doMock('../../shared/reading/words/fr.ts', () => {
      throw new Error('offline');
    });
    const studio = await opened(['en']);
    await studio.choose('fr');
    await vi.waitFor(() => expect(place.querySelector('[role=alert]')).not.toBe(null));
    await studio.is('en');
    vi.doUnmock('../../shared/reading/words/fr.ts');
    await studio.choose('es');
    await studio.is('es');
    expect(place.querySelector('[role=alert]')).toBe(null);
  });
});
