/**
 * A demonstration tool, not part of the shop: shows live which segments this visitor is in, and
 * why, and moves the page's clock forward.
 */
import { type Covey, covey as loading, type Explanation, type ExplanationNode } from '../covey.ts';
import { el } from '../dom.ts';
import type { DemoClock } from '../early.ts';
import css from './bar.css';
import { dateTime, metricText, span } from './words.ts';

interface Known {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly stage: string;
  readonly description: string;
}

type View = 'slim' | 'open' | 'tucked';
const VIEW = 'demo-bar';

const clock = (window as Window & { demoClock?: DemoClock }).demoClock;

const svg = (viewBox: string, className: string, ...paths: string[]) => {
  const space = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(space, 'svg');
  picture.setAttribute('viewBox', viewBox);
  picture.setAttribute('aria-hidden', 'true');
  if (className) picture.setAttribute('class', className);
  for (const d of paths) {
    const path = document.createElementNS(space, 'path');
    path.setAttribute('d', d);
    picture.append(path);
  }
  return picture;
};
/** Five birds close together. */
const birds = () =>
  svg(
    '0 0 29 23',
    'mark',
    'M2 12 9 8 8 14z',
    'M10 7 17 3 16 9z',
    'M11 15 18 11 17 17z',
    'M19 10 26 6 25 12z',
    'M20 18 27 14 26 20z',
  );
const chevron = (up: boolean) => svg('0 0 24 24', '', up ? 'M6 15l6-6 6 6' : 'M6 9l6 6 6-6');
const hidden = (text: string) => el('span', { class: 'hide' }, text);

const host = el('aside', { id: 'demo-bar', 'aria-label': 'Demonstration tool: live segments' });
const root = host.attachShadow({ mode: 'open' });
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
root.adoptedStyleSheets = [sheet];

const chips = el('ul', { class: 'chips' });
const status = el('p', { class: 'quietly' });
const time = el('span', { class: 'clock' });
const live = el('p', { class: 'hide', role: 'status' });
const toggle = el('button', { class: 'plain', type: 'button', 'aria-expanded': 'false' });
const tuck = el(
  'button',
  { class: 'plain', type: 'button' },
  svg('0 0 24 24', '', 'M6 6l12 12M18 6 6 18'),
  hidden('Hide the demonstration tool'),
);
const tab = el('button', { class: 'tab', type: 'button' }, birds(), hidden('Show live segments'));
const slim = el(
  'div',
  { class: 'slim' },
  el(
    'div',
    { class: 'brand' },
    birds(),
    el('span', {}, 'Covey ', el('small', {}, 'demonstration')),
  ),
  chips,
  status,
  time,
  toggle,
  tuck,
);
const panel = el('div', { class: 'inside' });
const open = el(
  'div',
  { class: 'open', role: 'region', 'aria-label': 'Segments, and why', tabindex: 0 },
  panel,
);
root.append(live, open, slim, tab);

let view: View = 'slim';
let known: readonly Known[] = [];
let covey: Covey | null = null;
let opened = new Set<string>();

function readView(): View {
  try {
    const stored = sessionStorage.getItem(VIEW);
    return stored === 'open' || stored === 'tucked' ? stored : 'slim';
  } catch {
    return 'slim';
  }
}

function show(next: View, remember = true) {
  view = next;
  slim.hidden = view === 'tucked';
  tab.hidden = view !== 'tucked';
  open.hidden = view !== 'open';
  toggle.setAttribute('aria-expanded', String(view === 'open'));
  toggle.replaceChildren(
    chevron(view !== 'open'),
    hidden(view === 'open' ? 'Close' : 'Why, and move the clock'),
  );
  // Tucked away it still needs room at the end of the page.
  const height = view === 'tucked' ? 60 : slim.offsetHeight;
  document.documentElement.style.setProperty('--demo-bar', `${height}px`);
  if (remember)
    try {
      if (view === 'slim') sessionStorage.removeItem(VIEW);
      else sessionStorage.setItem(VIEW, view);
    } catch {
      // The bar then opens as it does at first.
    }
  render();
}

const nameOf = (id: string) => known.find((one) => one.id === id)?.name ?? id;

function chip(id: string, state: 'in' | 'new' | 'gone') {
  return el(
    'li',
    { class: `chip${state === 'in' ? '' : ` chip--${state}`}`, 'data-id': id },
    nameOf(id),
  );
}

function renderChips(entered: readonly string[] = [], left: readonly string[] = []) {
  const now = covey?.segments() ?? [];
  const state = covey?.consent.get();
  status.textContent = !covey
    ? 'Covey cannot be reached: the page is as it was written.'
    : !state?.personalisation
      ? 'Nothing is remembered, nothing is decided.'
      : now.length === 0
        ? 'In no segment yet.'
        : '';
  status.hidden = status.textContent === '';
  chips.hidden = now.length === 0 && left.length === 0;
  chips.replaceChildren(
    ...left.map((id) => chip(id, 'gone')),
    ...now.toReversed().map((id) => chip(id, entered.includes(id) ? 'new' : 'in')),
  );
  if (entered.length + left.length > 0)
    live.textContent = [
      entered.length > 0 ? `Entered: ${entered.map(nameOf).join(', ')}.` : '',
      left.length > 0 ? `Left: ${left.map(nameOf).join(', ')}.` : '',
    ].join(' ');
}

function renderTime() {
  const moved = clock?.offset() ?? 0;
  time.textContent = moved > 0 ? `${dateTime(Date.now())} (+${span(moved)})` : dateTime(Date.now());
  time.classList.toggle('clock--moved', moved > 0);
}

const BRANCHES: { readonly [operator: string]: string } = {
  $and: 'all of these',
  $or: 'one of these, at least',
  $nor: 'none of these',
  $not: 'not this',
};

function clause(node: ExplanationNode): HTMLElement {
  const sign =
    node.result === true
      ? 'M2 8l4 4 8-9'
      : node.result === false
        ? 'M3 3l10 10M13 3 3 13'
        : 'M3 8h10';
  const word = node.result === true ? 'Yes: ' : node.result === false ? 'No: ' : 'Unknown: ';
  return el(
    'li',
    { class: `clause clause--${node.result}` },
    svg('0 0 16 16', '', sign),
    el('span', {}, hidden(word), (node.parts?.length && BRANCHES[node.operator]) || node.text),
    ...(node.parts && node.parts.length > 0 ? [el('ul', {}, ...node.parts.map(clause))] : []),
  );
}

function when(explanation: Explanation): string {
  const now = Date.now();
  const past = explanation.since === null ? 0 : now - explanation.since;
  const since =
    explanation.since === null ? '' : past < 60_000 ? 'since just now' : `for ${span(past)}`;
  const left = explanation.changesAt === null ? 0 : Math.max(0, explanation.changesAt - now);
  const change =
    explanation.changesAt === null
      ? ''
      : `${explanation.member ? 'leaves by itself' : 'may change'} in ${span(left)}`;
  return [since, change].filter(Boolean).join(', ');
}

function segmentRow(one: Known, explanation: Explanation | null): HTMLElement {
  const details = el(
    'details',
    { class: `segment${explanation?.member ? ' segment--in' : ''}`, open: opened.has(one.id) },
    el(
      'summary',
      {},
      el('strong', {}, one.name),
      el('span', { class: 'kind' }, `${one.kind}, ${one.stage}`),
      el('span', { class: 'why' }, one.description || explanation?.text || ''),
      ...(explanation ? [el('span', { class: 'when' }, when(explanation))] : []),
    ),
    el(
      'div',
      { class: 'more' },
      ...(explanation
        ? [
            el('ul', {}, clause(explanation.because)),
            ...(explanation.kept ? [el('p', { class: 'when' }, 'Held in by “keep” for now.')] : []),
          ]
        : [el('p', { class: 'when' }, 'Nothing is decided without a yes to remembering.')]),
    ),
  );
  details.addEventListener('toggle', () => {
    opened = new Set(
      details.open ? [...opened, one.id] : [...opened].filter((id) => id !== one.id),
    );
  });
  return details;
}

const JUMPS = [
  ['1 hour', 3_600_000],
  ['1 day', 86_400_000],
  ['7 days', 604_800_000],
  ['30 days', 2_592_000_000],
] as const;

/** Tells the page that time has passed, as a browser does when a sleeping tab is woken. */
function wake() {
  document.dispatchEvent(new Event('visibilitychange'));
  window.dispatchEvent(new Event('focus'));
  renderTime();
  render();
}

function timeControls() {
  const moved = clock?.offset() ?? 0;
  const box = el(
    'div',
    { class: 'time' },
    el(
      'p',
      {},
      moved > 0
        ? `For this page it is ${span(moved)} later. The next page you open begins a new visit.`
        : 'Let time pass, and watch who leaves a segment:',
    ),
  );
  for (const [name, ms] of JUMPS) {
    const button = el('button', { class: 'jump', type: 'button', 'data-jump': ms }, `+ ${name}`);
    button.addEventListener('click', () => {
      clock?.jump(ms);
      wake();
      root.querySelector<HTMLElement>(`[data-jump="${ms}"]`)?.focus();
    });
    box.append(button);
  }
  if (moved > 0) {
    const reset = el('button', { class: 'jump', type: 'button' }, 'Back to now');
    reset.addEventListener('click', () => {
      clock?.reset();
      wake();
    });
    box.append(reset);
  }
  return box;
}

const render = () => void draw();

/** How often it was drawn: only the last counts. */
let drawn = 0;

async function draw() {
  if (view !== 'open') return;
  const turn = ++drawn;
  const answers = await Promise.all(
    known.map(async (one) => ({ one, explanation: (await covey?.explain(one.id)) ?? null })),
  );
  if (turn !== drawn || view !== 'open') return;
  const scroll = open.scrollTop;
  const inside = answers.filter(({ explanation }) => explanation?.member === true);
  const outside = answers.filter(({ explanation }) => explanation?.member !== true);
  const metrics = covey?.metrics() ?? {};
  const state = covey?.consent.get();
  const list = (title: string, rows: typeof answers, none: string) =>
    el(
      'section',
      {},
      el('h2', {}, title),
      ...(rows.length > 0
        ? rows.map(({ one, explanation }) => segmentRow(one, explanation))
        : [el('p', { class: 'quietly' }, none)]),
    );
  panel.replaceChildren(
    el(
      'div',
      { class: 'intro' },
      el(
        'p',
        {},
        'A demonstration tool. It is not part of the shop, and a customer’s site has none.',
      ),
      el(
        'p',
        {},
        `Remembering: ${state?.personalisation ? 'allowed' : 'not allowed'}. Counting: ${state?.measurement ? 'allowed' : 'not allowed'}.`,
      ),
    ),
    timeControls(),
    el(
      'div',
      { class: 'columns' },
      list(`In now (${inside.length})`, inside, 'None.'),
      list(`Not in (${outside.length})`, outside, 'None.'),
      el(
        'section',
        {},
        el('h2', {}, 'What the device counts'),
        el(
          'dl',
          { class: 'metrics' },
          ...Object.entries(metrics).map(([id, value]) =>
            el(
              'div',
              {},
              el('dt', {}, id.replaceAll('_', ' ')),
              el('dd', {}, metricText(id, value)),
            ),
          ),
        ),
      ),
    ),
  );
  open.scrollTop = scroll;
}

toggle.addEventListener('click', () => show(view === 'open' ? 'slim' : 'open'));
tuck.addEventListener('click', () => {
  show('tucked');
  tab.focus();
});
tab.addEventListener('click', () => {
  show('slim');
  toggle.focus();
});
host.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && view === 'open') {
    show('slim');
    toggle.focus();
  }
});

// Last in the page: after the shop's own content for whoever goes through it by keyboard.
document.body.append(host);
new ResizeObserver(() => {
  if (view !== 'tucked')
    document.documentElement.style.setProperty('--demo-bar', `${slim.offsetHeight}px`);
}).observe(slim);
show(readView(), false);
renderTime();
setInterval(renderTime, 15_000);

const [list, present] = await Promise.all([
  fetch('/demo-segments.json').then((answer) => answer.json() as Promise<Known[]>),
  loading,
]);
known = list;
covey = present;
renderChips();
render();
covey?.on('change', ({ entered, left }) => {
  renderChips(entered, left);
  render();
});
covey?.on('consent', () => {
  renderChips();
  render();
});
await covey?.ready;
renderChips();
render();
// Metrics change with events that no segment minds.
setInterval(() => {
  if (view === 'open' && !root.activeElement) render();
}, 2000);
