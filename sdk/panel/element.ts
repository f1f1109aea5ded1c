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
import { meaningFinder } from './open-meaning.ts';
import type { PanelSource } from './source.ts';
import { style } from './style.ts';
import type { Voice } from './voice.ts';

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
  open(source: PanelSource, voice: Voice): void {
    const { words } = voice;
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];

    const body = h('main', {});
    const status = h('p', { class: 'quiet', role: 'status' });
    const dialog = h(
      'dialog',
      { 'aria-labelledby': 'title', lang: voice.language, dir: voice.direction },
      h(
        'header',
        {},
        mark(),
        h('h1', { id: 'title' }, words.title),
        h(
          'button',
          { class: 'icon', type: 'button', 'aria-label': words.close, click: () => dialog.close() },
          '\u00d7',
        ),
      ),
      body,
    );
    root.replaceChildren(dialog);

    const findMeaning = meaningFinder(voice.language, source.loadPart);
    let latest = 0;
    const render = async (message = '') => {
      const turn = ++latest;
      const knowledge = await gather(source);
      if (turn !== latest || !this.isConnected) return;
      const focused = root.activeElement?.getAttribute('data-keep');
      const open = [...root.querySelectorAll<HTMLElement>('details[open]')].map(
        (each) => each.dataset['keep'],
      );
      body.replaceChildren(...content(voice, source.site, knowledge, actions(knowledge)), status);
      status.textContent = message;
      for (const each of root.querySelectorAll('details'))
        each.open = open.includes(each.dataset['keep']);
      const target =
        focused && root.querySelector<HTMLElement>(`[data-keep="${CSS.escape(focused)}"]`);
      if (!target) return;
      // What was acted on may have gone into the fold: it stays where it is looked at.
      target.closest('details')?.setAttribute('open', '');
      target.focus();
    };
    const actions = (knowledge: Knowledge): Actions => ({
      consent(purpose, granted) {
        source.covey.consent.set({ [purpose]: granted });
        void source.covey.ready.then(() => render(granted ? words.switchedOn : words.switchedOff));
      },
      correct(trait, value) {
        source.covey.identify({ [trait]: value });
        void render(words.saved);
      },
      object(segments, stands) {
        const { definitions, objections } = knowledge;
        const others = stands ? objectedWith(segments, definitions, objections) : [];
        for (const id of [...segments, ...others]) source.active()?.object(id, stands);
        void render(stands ? words.objectionHolds : words.allowedAgain);
      },
      meaning: () => knowledge.definitions && findMeaning(knowledge.definitions),
      download() {
        download(knowledge, source.site);
      },
      erase() {
        void source.covey.erase().then(() => render(words.erased));
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

function content(
  voice: Voice,
  site: string,
  knowledge: Knowledge,
  actions: Actions,
): HTMLElement[] {
  const { words, say } = voice;
  const isOff = knowledge.diagnostics.status === 'off';
  const nothing = knowledge.consent.time === null ? words.off : words.offButAnswer;
  const all = isOff
    ? [choiceSection(voice, knowledge, actions), actionsSection(voice, knowledge, actions)]
    : [
        choiceSection(voice, knowledge, actions),
        memorySection(voice, knowledge),
        actionsSection(voice, knowledge, actions),
        segmentsSection(voice, knowledge, actions),
        experiencesSection(voice, knowledge, actions),
        traitsSection(voice, knowledge, actions),
        leavingSection(voice, knowledge),
        rulesSection(voice, knowledge),
      ];
  return [h('p', {}, say(isOff ? nothing : words.on, { site })), ...all].filter(
    (each) => each !== null,
  );
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
