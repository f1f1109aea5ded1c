import { h } from './dom.ts';
import { gather, type Knowledge } from './knowledge.ts';
import { objectedWith } from './sections/experiences.ts';
import {
  actionsSection,
  choiceSection,
  experiencesSection,
  leavingSection,
  memorySection,
  rulesSection,
  segmentsSection,
  traitsSection,
  type Actions,
} from './sections/index.ts';
import type { PanelSource } from './source.ts';
import { style } from './style.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** Five birds close together: one shape from afar. */
const BIRDS = [
  'M2 12 9 8 8 14z',
  'M10 7 17 3 16 9z',
  'M11 15 18 11 17 17z',
  'M19 10 26 6 25 12z',
  'M20 18 27 14 26 20z',
];

/** The panel, as an element: opened with its source, gone when it is closed. */
export class CoveyPanel extends HTMLElement {
  open(source: PanelSource): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];

    const body = h('main', {});
    const status = h('p', { class: 'quiet', role: 'status' });
    const dialog = h(
      'dialog',
      { 'aria-labelledby': 'title' },
      h(
        'header',
        {},
        mark(),
        h('h1', { id: 'title' }, 'What this site knows, and what it does not'),
        h(
          'button',
          { class: 'icon', type: 'button', 'aria-label': 'Close', click: () => dialog.close() },
          '\u00d7',
        ),
      ),
      body,
    );
    root.replaceChildren(dialog);

    let latest = 0;
    const render = async (message = '') => {
      const turn = ++latest;
      const knowledge = await gather(source);
      if (turn !== latest || !this.isConnected) return;
      const focused = root.activeElement?.getAttribute('data-keep');
      const open = [...root.querySelectorAll('details')].map((each) => each.open);
      body.replaceChildren(...content(source.site, knowledge, actions(knowledge)), status);
      status.textContent = message;
      root.querySelectorAll('details').forEach((each, at) => (each.open = open[at] ?? false));
      if (focused) root.querySelector<HTMLElement>(`[data-keep="${CSS.escape(focused)}"]`)?.focus();
    };
    const actions = (knowledge: Knowledge): Actions => ({
      consent(purpose, granted) {
        source.covey.consent.set({ [purpose]: granted });
        void source.covey.ready.then(() => render(granted ? 'Switched on.' : 'Switched off.'));
      },
      correct(trait, value) {
        source.covey.identify({ [trait]: value });
        void render('Saved.');
      },
      object(segments, stands) {
        const { definitions, objections } = knowledge;
        const others = stands ? objectedWith(segments, definitions, objections) : [];
        for (const id of [...segments, ...others]) source.active()?.object(id, stands);
        void render(stands ? 'Your objection holds from now on.' : 'Allowed again.');
      },
      download() {
        download(knowledge, source.site);
      },
      erase() {
        void source.covey.erase().then(() => render('Everything is erased.'));
      },
    });

    const stops = ['change', 'consent'].map((type) => source.covey.on(type, () => void render()));
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener('close', () => {
      for (const stop of stops) stop();
      this.remove();
    });
    void render().then(() => {
      if (this.isConnected && !dialog.open) dialog.showModal();
    });
  }
}

function content(site: string, knowledge: Knowledge, actions: Actions): HTMLElement[] {
  const off = knowledge.diagnostics.status === 'off';
  return [
    h(
      'p',
      {},
      off
        ? `${site} remembers nothing about you in this browser${knowledge.consent.time === null ? '' : ', except your answer below'}.`
        : `Everything below stands in this browser. ${site} decides here, on this device, what to show you.`,
    ),
    choiceSection(knowledge, actions),
    ...(off
      ? []
      : [
          segmentsSection(knowledge, actions),
          experiencesSection(knowledge, actions),
          memorySection(knowledge),
          traitsSection(knowledge, actions),
          leavingSection(knowledge),
          rulesSection(knowledge),
        ]),
    actionsSection(knowledge, actions),
  ].filter((each) => each !== null);
}

function mark(): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 29 23');
  svg.setAttribute('aria-hidden', 'true');
  for (const shape of BIRDS) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', shape);
    svg.append(path);
  }
  return svg;
}

function download({ export: stored }: Knowledge, site: string): void {
  const url = URL.createObjectURL(
    new Blob([JSON.stringify(stored, null, 2)], { type: 'application/json' }),
  );
  h('a', { href: url, download: `covey-${site}-${stored.exported.slice(0, 10)}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
