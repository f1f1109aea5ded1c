/** CodeMirror over the draft's text: in step both ways, with what the checker says where it says it. */
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  StreamLanguage,
  syntaxHighlighting,
} from '@codemirror/language';
import { json } from '@codemirror/legacy-modes/mode/javascript';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, type Text, Transaction } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { effect, type ReadonlySignal } from '@preact/signals';
import { tags } from '@lezer/highlight';
import type { Draft, Path } from '../draft/index.ts';

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--moss)' },
  { tag: tags.string, color: 'var(--sky)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--amber)' },
  { tag: tags.comment, color: 'var(--soft)' },
]);

const look = EditorView.theme({
  '&': { fontSize: '0.88rem', backgroundColor: 'var(--raised)', color: 'var(--ink)' },
  '&.cm-focused': { outline: '2px solid var(--sky)' },
  '.cm-scroller': {
    fontFamily: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
    maxHeight: '40rem',
  },
  '.cm-gutters': {
    backgroundColor: 'var(--ground)',
    color: 'var(--soft)',
    borderRight: '1px solid var(--hair)',
  },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    {
      backgroundColor: 'var(--band)',
    },
  '.cm-tooltip, .cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--ink)' },
});

/** Text that typing rests for, before the fields follow. */
const REST_MS = 150;

/**
 * Shows the editor in a shadow tree of `place`, where its styles need no style element; ends with the function it gives.
 * `at`: a place that is to be shown, with the cursor there; `inside`: the thing that is open in the fields, to begin at.
 */
export function showEditor(
  place: HTMLElement,
  draft: Draft,
  at: ReadonlySignal<Path | null>,
  inside: () => readonly string[],
): () => void {
  const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    clearTimeout(timer);
    timer = undefined;
    draft.replace(view.state.doc.toString(), 'typed');
  };
  const undo = () => {
    if (timer !== undefined) tell();
    draft.undo();
    return true;
  };
  const redo = () => {
    draft.redo();
    return true;
  };
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: draft.text.peek(),
      extensions: [
        lineNumbers(),
        lintGutter(),
        drawSelection(),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of('  '),
        highlightSelectionMatches(),
        StreamLanguage.define({ ...json, tokenTable: { property: tags.propertyName } }),
        syntaxHighlighting(colours),
        look,
        // Undo is the draft's, for fields and text alike. Escape, then Tab, leaves the editor.
        keymap.of([
          { key: 'Mod-z', run: undo, preventDefault: true },
          { key: 'Mod-y', mac: 'Mod-Shift-z', run: redo, preventDefault: true },
          { key: 'Mod-Shift-z', run: redo, preventDefault: true },
          ...defaultKeymap,
          ...searchKeymap,
          indentWithTab,
        ]),
        EditorView.contentAttributes.of({ 'aria-label': 'JSON of the draft', tabindex: '0' }),
        EditorView.lineWrapping,
        EditorView.updateListener.of(({ docChanged, transactions }) => {
          if (!docChanged || transactions.every((one) => one.annotation(Transaction.remote)))
            return;
          clearTimeout(timer);
          timer = setTimeout(tell, REST_MS);
        }),
      ],
    }),
  });
  // One after the other: what is found stands at places of the newest text.
  const stopFollowing = effect(() => {
    const text = draft.text.value;
    const findings = draft.findings.value;
    // What is typed and not told yet is newer.
    if (timer !== undefined) return;
    const changes = difference(view.state.doc.toString(), text);
    if (changes) view.dispatch({ changes, annotations: Transaction.remote.of(true) });
    const { doc } = view.state;
    const diagnostics = findings.map(({ severity, message, line = 1, column = 1 }): Diagnostic => ({
      severity,
      message,
      ...spanAt(doc, line, column),
    }));
    view.dispatch(setDiagnostics(view.state, diagnostics));
  });
  const showPlace = (path: Path) => {
    const { line, column } = draft.placeOf(path, 'key');
    const { from, to } = view.state.doc.line(Math.min(line, view.state.doc.lines));
    view.dispatch({
      selection: { anchor: Math.min(from + column - 1, to) },
      effects: EditorView.scrollIntoView(from, { y: 'start' }),
    });
  };
  const open = inside();
  if (at.peek() === null && open.length > 1) showPlace(open);
  const stopShowing = effect(() => {
    const path = at.value;
    if (path === null) return;
    showPlace(path);
    view.focus();
  });
  return () => {
    if (timer !== undefined) tell();
    stopFollowing();
    stopShowing();
    view.destroy();
  };
}

/** The one stretch in which two texts differ; null where they are the same. So the cursor stays where it is. */
function difference(a: string, b: string): { from: number; to: number; insert: string } | null {
  if (a === b) return null;
  const least = Math.min(a.length, b.length);
  let start = 0;
  while (start < least && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < least - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return { from: start, to: a.length - end, insert: b.slice(start, b.length - end) };
}

/** From a place to the end of its word or line. */
function spanAt(doc: Text, line: number, column: number): { from: number; to: number } {
  const { from, to, text } = doc.line(Math.min(Math.max(1, line), doc.lines));
  const start = Math.min(from + column - 1, to);
  const [word = ''] = /^("(?:[^"\\]|\\.)*"|\S+)/.exec(text.slice(start - from)) ?? [];
  return { from: start, to: Math.min(to, start + Math.max(1, word.length)) };
}
