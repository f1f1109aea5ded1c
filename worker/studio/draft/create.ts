import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Definitions } from '../../../shared/definitions/types.ts';
// Not by the door: what renames and what reads what is loaded with the builder.
import {
  type CheckedText,
  checkDocument,
  type TextFinding,
} from '../../../shared/documents/check-text.ts';
import { parseJsonDocument } from '../../../shared/documents/json-document.ts';
import { type Added, type Merged, withDefinitions } from '../../../shared/documents/merge.ts';
import { type Edit, editedText, type Path } from './edits.ts';
import { back, forth, historyOf, step } from './history.ts';
import type { KeptDraft, Store } from './store.ts';

export type { Edit, Path } from './edits.ts';

/** Where the newest text is: in this browser, on its way there, or in this tab alone. */
export type Kept = 'kept' | 'keeping' | 'not-kept';

export interface Draft {
  /** Null while none is open; then all below is empty. */
  readonly id: ReadonlySignal<string | null>;
  readonly name: ReadonlySignal<string>;
  /** JSON with comments, as a file would hold it. */
  readonly text: ReadonlySignal<string>;
  /** What the text holds, however wrong; undefined where it is no JSON. */
  readonly value: ReadonlySignal<unknown>;
  /** The same where the checker finds no error; else null. */
  readonly definitions: ReadonlySignal<Definitions | null>;
  /**
   * Of the checker, errors first, with paths; of a text that is no JSON with line and column alone. Of a long text they
   * are those of before until no edit came for a moment: `isChecked` is false then, and nothing is to be mended by them.
   */
  readonly findings: ReadonlySignal<readonly TextFinding[]>;
  readonly isChecked: ReadonlySignal<boolean>;
  /** Where a path stands in the text; lines and columns count from 1. */
  placeOf(path: Path, at: 'key' | 'value'): { readonly line: number; readonly column: number };

  /**
   * Writes a value at a path; a last part of -1 adds to a list. Comments and layout of all else stay.
   * False, and nothing is done, where none is open or the text is no JSON.
   */
  edit(path: Path, value: unknown): boolean;
  remove(path: Path): boolean;
  /** Several as one step. */
  editAll(edits: readonly Edit[]): boolean;
  /** Another text; `what` names who writes, and steps of the same within a second are one. */
  replace(text: string, what?: string): void;
  /** Puts definitions into the draft, as `covey add` does; opens a new one where none is open. */
  merge(added: Added): Merged;
  undo(): void;
  redo(): void;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;

  /** All that this browser keeps, the newest first. */
  readonly all: ReadonlySignal<readonly KeptDraft[]>;
  readonly kept: ReadonlySignal<Kept>;
  /** The same draft as another tab wrote it, while that is not what is here. Until one is chosen nothing is written. */
  readonly elsewhere: ReadonlySignal<KeptDraft | null>;
  takeElsewhere(): void;
  /** What is here becomes a draft of its own. */
  keepBoth(): void;
  /** True after another was to be opened in place of what is kept nowhere: it stays until that is saved, or kept. */
  readonly isHeld: ReadonlySignal<boolean>;
  /** Whether the text would be lost with this tab. */
  isAtStake(): boolean;
  /** Tells that the text of now was saved as a file. */
  saved(): void;
  /**
   * Opens a new one with this text. What another tab changed, too, is made a draft of its own before;
   * false, and nothing is done, where what is open is kept nowhere (`isHeld`).
   */
  create(name: string, text: string): Promise<boolean>;
  /** As `create`. False, too, where there is none with this id (any more). */
  open(id: string): Promise<boolean>;
  rename(name: string): void;
  discard(id: string): Promise<void>;
  /** Writes now what is to be kept. */
  flush(): Promise<void>;
  /** Resolves once what the browser kept was looked at; `isReady` says whether it was. */
  readonly ready: Promise<void>;
  readonly isReady: ReadonlySignal<boolean>;
  stop(): void;
}

export interface DraftOptions {
  readonly store: Store;
  /** The draft to open first, if it is there; else the newest. */
  readonly first?: string | null;
  /** Text of a new document. */
  readonly newText: () => string;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** How long a text rests before it is written. */
  readonly restMs?: number;
  /** Characters from which on a text rests before it is checked, and how long. */
  readonly longText?: number;
  readonly checkRestMs?: number;
}

const NEW_NAME = 'New draft';
/** Below this a text is checked well within a frame: some twenty segments. */
const LONG_TEXT = 10_000;
const UNCHECKED: CheckedText = { value: undefined, definitions: null, findings: [] };

export function createDraft(options: DraftOptions): Draft {
  const { store, newText, now = Date.now, restMs = 400 } = options;
  const { longText = LONG_TEXT, checkRestMs = 250 } = options;
  const id = signal<string | null>(null);
  const name = signal('');
  const history = signal(historyOf(''));
  const all = signal<readonly KeptDraft[]>([]);
  const kept = signal<Kept>('kept');
  const elsewhere = signal<KeptDraft | null>(null);
  const isHeld = signal(false);
  const isReady = signal(false);
  const text = computed(() => history.value.present);
  const document = computed(() => parseJsonDocument(text.value));
  const checked = computed(() =>
    id.value === null ? UNCHECKED : checkDocument(document.value, now()),
  );
  const isLong = computed(() => text.value.length >= longText);
  /** The newest long text that was checked, of which draft, and what was found. */
  const rested = signal({ id: '', text: '', checked: UNCHECKED });
  const isChecked = computed(() => !isLong.value || rested.value.text === text.value);
  let checkTimer: ReturnType<typeof setTimeout> | undefined;
  const stopResting = effect(() => {
    clearTimeout(checkTimer);
    const { value: own } = id;
    if (own === null || !isLong.value || text.value === rested.peek().text) return;
    const check = () => {
      rested.value = { id: own, text: text.peek(), checked: checked.peek() };
    };
    // What is opened is checked at once.
    if (rested.peek().id === own) checkTimer = setTimeout(check, checkRestMs);
    else check();
  });
  /** What is open, as the store has it. */
  let stored = { text: '', name: '' };
  /** A text that is to be had elsewhere: from the file it was opened from, or saved as. */
  let safe: string | null = null;
  /** The newest revision that was read or written here, by the draft's id. */
  const revisions = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();

  const isChanged = () => text.peek() !== stored.text || name.peek() !== stored.name;
  const isAtStake = () => id.peek() !== null && isChanged() && text.peek() !== safe;
  const remember = (draft: KeptDraft) => {
    revisions.set(draft.id, draft.revision);
    if (draft.id === id.peek()) stored = draft;
    all.value = [draft, ...all.peek().filter((each) => each.id !== draft.id)];
  };

  function show(draft: KeptDraft): void {
    clearTimeout(timer);
    batch(() => {
      id.value = draft.id;
      name.value = draft.name;
      history.value = historyOf(draft.text);
      elsewhere.value = null;
      kept.value = 'kept';
      isHeld.value = false;
    });
    stored = draft;
    safe = null;
    revisions.set(draft.id, draft.revision);
  }

  function toBeKept(): void {
    if (id.peek() === null || !isChanged()) return;
    kept.value = 'keeping';
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), restMs);
  }

  /** One after the other: each has to know the revision that the one before it made. What is written is what is there now. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    const own = id.peek();
    if (own === null || !isChanged() || elsewhere.peek()) return writing;
    const draft = { id: own, name: name.peek(), text: text.peek(), changed: now() };
    writing = writing.then(() => write(draft));
    return writing;
  }

  async function write(draft: Omit<KeptDraft, 'revision'>): Promise<void> {
    try {
      const revision = revisions.get(draft.id) ?? 0;
      const written = await store.write({ ...draft, revision });
      if (written.ok) {
        remember(written.kept);
        if (id.peek() === draft.id) {
          kept.value = isChanged() ? 'keeping' : 'kept';
          isHeld.value = false;
        }
      } else if (id.peek() === draft.id) meet(written.other);
    } catch {
      kept.value = 'not-kept';
    }
  }

  /** What another tab made of this draft. */
  function meet(other: KeptDraft | null): void {
    if (other === null) {
      // It was discarded there; here it is still open, and is kept again.
      stored = { text: '', name: '' };
      revisions.set(id.peek() ?? '', 0);
      toBeKept();
    } else if (other.text === text.peek()) remember(other);
    else elsewhere.value = other;
  }

  async function follow(changedId: string): Promise<void> {
    all.value = await store.list();
    if (changedId !== id.peek()) return;
    const other = await store.read(changedId);
    if (other === undefined || other.revision === revisions.get(changedId)) return;
    if (isChanged()) return meet(other);
    take(other);
  }

  function take(other: KeptDraft): void {
    batch(() => {
      history.value = step(history.peek(), other.text, `tab ${other.revision}`, now());
      name.value = other.name;
      elsewhere.value = null;
      kept.value = 'kept';
    });
    remember(other);
  }

  function change(next: string, what: string): void {
    history.value = step(history.peek(), next, what, now());
    toBeKept();
  }

  /** False where what is open is kept nowhere, so that nothing may take its place. */
  async function leave(): Promise<boolean> {
    // A write may meet what another tab wrote, and then has to be made once more.
    for (let tries = 0; tries < 3 && isChanged(); tries++) {
      if (elsewhere.peek()) keepBoth();
      await flush();
    }
    isHeld.value = isAtStake();
    return !isHeld.peek();
  }

  function keepBoth(): void {
    elsewhere.value = null;
    const [mine, called] = [text.peek(), name.peek()];
    begin(`${called} (2)`, mine);
  }

  function begin(newName: string, newOne: string): void {
    const fresh = {
      id: crypto.randomUUID(),
      name: newName,
      text: newOne,
      changed: now(),
      revision: 0,
    };
    show(fresh);
    stored = { text: '', name: '' };
    kept.value = 'keeping';
    void flush();
  }

  function editAll(edits: readonly Edit[]): boolean {
    const { faults, value } = document.peek();
    if (id.peek() === null || faults.length > 0 || !isObject(value)) return false;
    try {
      change(editedText(text.peek(), edits), edits.map(({ path }) => path.join('/')).join(' '));
      return true;
    } catch {
      // The path leads through what is no list and no object.
      return false;
    }
  }

  async function start(): Promise<void> {
    try {
      all.value = await store.list();
    } catch {
      kept.value = 'not-kept';
    }
    const first = all.value.find((each) => each.id === options.first) ?? all.value[0];
    if (first && id.peek() === null) show(first);
    isReady.value = true;
  }

  const move = (to: ReturnType<typeof back>) => {
    if (to === null) return;
    history.value = to;
    toBeKept();
  };
  const unwatch = store.watch((changed) => void follow(changed).catch(() => undefined));

  return {
    id,
    name,
    text,
    value: computed(() => (id.value === null ? undefined : document.value.value)),
    definitions: computed(() => checked.value.definitions),
    findings: computed(() => (isLong.value ? rested.value.checked : checked.value).findings),
    isChecked,
    placeOf: (path, at) => document.peek().placeOf(path, at),
    edit: (path, value) => editAll([{ path, value }]),
    remove: (path) => editAll([{ path, value: undefined }]),
    editAll,
    replace(next, what = `replaced ${now()}`) {
      if (id.peek() !== null) change(next, what);
    },
    merge(added) {
      const into = id.peek() === null ? newText() : text.peek();
      const merged = withDefinitions(into, added, now());
      if (!merged.ok) return merged;
      if (id.peek() === null) begin(NEW_NAME, merged.text);
      else change(merged.text, `merged ${now()}`);
      return merged;
    },
    undo: () => move(back(history.peek())),
    redo: () => move(forth(history.peek())),
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    all,
    kept,
    elsewhere,
    takeElsewhere() {
      const other = elsewhere.peek();
      if (other) take(other);
    },
    keepBoth,
    isHeld,
    isAtStake,
    saved() {
      safe = text.peek();
      isHeld.value = false;
    },
    async create(newName, newOne) {
      if (id.peek() !== null && !(await leave())) return false;
      begin(newName, newOne);
      safe = newOne;
      return true;
    },
    async open(wanted) {
      // What is open stays as it is, with its steps.
      if (wanted === id.peek()) return true;
      await writing;
      const draft = await store.read(wanted).catch(() => undefined);
      if (!draft || (id.peek() !== null && !(await leave()))) return false;
      show(draft);
      return true;
    },
    rename(to) {
      name.value = to;
      toBeKept();
    },
    async discard(unwanted) {
      if (id.peek() === unwanted) {
        clearTimeout(timer);
        await writing;
        batch(() => {
          id.value = null;
          name.value = '';
          history.value = historyOf('');
          elsewhere.value = null;
        });
      }
      await store.discard(unwanted);
      all.value = all.peek().filter((each) => each.id !== unwanted);
    },
    flush,
    ready: start(),
    isReady,
    stop() {
      clearTimeout(timer);
      clearTimeout(checkTimer);
      stopResting();
      unwatch();
    },
  };
}

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
