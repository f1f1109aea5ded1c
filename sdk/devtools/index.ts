// The developer's tools: events as they come, segments with their reasons, metrics, and a copy of the visitor to go
// through time with. Loaded when they are opened, in development.
import type { CoveyEvent } from '../../shared/engine/index.ts';
import { elementsIn } from '../dom.ts';
import { copyAfter, type Copy } from './copy.ts';
import type { DevtoolsSource } from './source.ts';
import { style } from './style.ts';
import { eventsTab, metricsTab, segmentsTab } from './tabs.ts';
import { travelTab } from './travel-tab.ts';
import { moment } from './words.ts';

const TABS = ['Events', 'Segments', 'Metrics', 'Time travel'] as const;
type Tab = (typeof TABS)[number];

/** What happens is shown at most once in this time, milliseconds. */
const SHOW_EVERY_MS = 200;
/** So soon it is seen that the visitor has withdrawn, in whatever tab. */
const LOOK_EVERY_MS = 500;

/** Shows them at the foot of the page. Gives what closes them. */
export function openDevtools(source: DevtoolsSource): () => void {
  const { window } = source.options.host;
  const { document } = window;
  const h = elementsIn(() => document);
  const element = h('div', { 'data-covey-devtools': true });
  const root = element.attachShadow({ mode: 'open' });
  const sheet = new window.CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];

  let tab: Tab = 'Events';
  let copy: Copy | null = null;
  let log: readonly CoveyEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const typed = { name: '', props: '' };
  const live = () => {
    const active = source.active();
    return active?.active() ? active.ingest.engine() : null;
  };
  const banner = h('p', { class: 'copy', role: 'status', hidden: true });
  const body = h('div', {
    role: 'tabpanel',
    id: 'body',
    tabindex: '0',
    'aria-labelledby': 'tab-0',
  });
  const buttons = TABS.map((name, at) =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${at}`,
        'aria-controls': 'body',
        click: () => select(name),
        keydown: (event) => turn(at, (event as KeyboardEvent).key),
      },
      name,
    ),
  );
  const turn = (at: number, key: string) => {
    const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
    const next = (at + step + TABS.length) % TABS.length;
    if (!step) return;
    select(TABS[next] ?? 'Events');
    buttons[next]?.focus();
  };
  const content = (): readonly HTMLElement[] => {
    if (tab === 'Events') return eventsTab(document, source.heard);
    const engine = live();
    const { definitions } = source.active()?.ingest.loaded() ?? {};
    if (!engine || !definitions)
      return [
        h(
          'p',
          { class: 'quiet' },
          'Nothing is decided: without consent, or before there are definitions, there is nothing to show.',
        ),
      ];
    const shown = copy?.engine ?? engine;
    if (tab === 'Segments') return segmentsTab(document, shown, source.explain);
    if (tab === 'Metrics') return metricsTab(document, shown, definitions);
    const go = (next: Copy | null) => {
      copy = next;
      render();
    };
    return travelTab({
      document,
      copyAfter: (events) => copyAfter(source.createEngine, engine, log, events),
      log,
      copy,
      typed,
      go,
    });
  };
  /** Shows all anew; what was open stays open, and the focus where it was. */
  const render = () => {
    if (!live()) copy = null;
    // What was withdrawn is not shown, here either.
    if (!source.active()) source.heard.length = 0;
    const keep = (each: Element | null) => each?.getAttribute('data-keep');
    const focused = keep(root.activeElement);
    const open = [...root.querySelectorAll('details[open]')].map(keep);
    for (const [at, button] of buttons.entries()) {
      button.setAttribute('aria-selected', String(TABS[at] === tab));
      button.tabIndex = TABS[at] === tab ? 0 : -1;
    }
    body.setAttribute('aria-labelledby', `tab-${TABS.indexOf(tab)}`);
    banner.hidden = !copy;
    banner.textContent = copy
      ? `A copy of the visitor, at ${moment(copy.now)}: nothing of it is stored or shown to the page.`
      : '';
    body.replaceChildren(...content());
    for (const details of body.querySelectorAll('details'))
      if (open.includes(keep(details))) details.open = true;
    if (focused) root.querySelector<HTMLElement>(`[data-keep="${CSS.escape(focused)}"]`)?.focus();
  };
  const select = (name: Tab) => {
    tab = name;
    render();
    if (name === 'Time travel') void readLog();
  };
  const readLog = async () => {
    const stored = await source
      .active()
      ?.dump()
      .catch(() => null);
    log = (stored?.events ?? []) as unknown as readonly CoveyEvent[];
    render();
  };
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      // A copy stands still, and a field that is being filled in is left alone.
      if (!copy && tab !== 'Time travel') render();
    }, SHOW_EVERY_MS);
  };

  let was = source.active();
  const look = () => {
    if (was !== source.active()) render();
    was = source.active();
    looking = setTimeout(look, LOOK_EVERY_MS);
  };
  let looking = setTimeout(look, LOOK_EVERY_MS);

  const ending = new AbortController();
  const close = () => {
    if (ending.signal.aborted) return;
    ending.abort();
    clearTimeout(timer);
    clearTimeout(looking);
    delete (source.heard as { push?: unknown }).push;
    element.remove();
    source.onClosed();
  };
  source.heard.push = (...more) => {
    const length = Array.prototype.push.apply(source.heard, more);
    soon();
    return length;
  };
  source.ended.addEventListener('abort', close, { signal: ending.signal });
  root.append(
    h(
      'section',
      { class: 'tools', 'aria-label': 'Covey, for developers' },
      h(
        'header',
        {},
        h('h2', {}, 'Covey'),
        h('div', { role: 'tablist', 'aria-label': 'What to look at' }, buttons),
        h(
          'button',
          { type: 'button', class: 'end', 'data-keep': 'close', click: close },
          'Close (Alt+Shift+C)',
        ),
      ),
      banner,
      body,
    ),
  );
  document.body.append(element);
  render();
  return close;
}
