import { type Change, changesOf } from './changes.ts';
import type { Meaning } from './meaning.ts';

/** Sections whose entries have ids. */
const SECTIONS: readonly string[] = [
  'traits',
  'savedGroups',
  'events',
  'metrics',
  'segments',
  'groups',
  'histograms',
  'experiences',
  'surveys',
];
/** A longer value is cut: the documents have the whole. */
const MOST_CHARACTERS = 120;
/** Of those that are gone; the changes below have all. */
const MOST_NAMED = 12;

/** One entry of a section, or one that came or went. */
export interface ChangedEntry {
  readonly id: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Of a changed one, `within: "365d" → "180d"`. */
  readonly lines: readonly string[];
}

/** What differs, to be shown; nothing here is made safe for a terminal. */
export interface ChangesInWords {
  /** Changes of members that are no section: `version: 4 → 5`. */
  readonly others: readonly string[];
  readonly sections: readonly {
    readonly name: string;
    readonly entries: readonly ChangedEntry[];
  }[];
}

export function changesInWords(changes: readonly Change[]): ChangesInWords {
  return {
    others: changes
      .filter(({ path: [section = ''] }) => !SECTIONS.includes(section))
      .map((one) => told(one, 0)),
    sections: SECTIONS.map((name) => ({
      name,
      entries: entriesOf(changes.filter(({ path }) => path[0] === name)),
    })).filter(({ entries }) => entries.length > 0),
  };
}

function entriesOf(some: readonly Change[]): readonly ChangedEntry[] {
  // A whole section that came or went is told by its entries.
  const entries = some.flatMap((one) => (one.path.length > 1 ? [one] : split(one)));
  return [...new Set(entries.map(({ path }) => path[1] ?? ''))].map((id) => {
    const those = entries.filter(({ path }) => path[1] === id);
    const whole = those.find(({ path }) => path.length === 2);
    if (whole && whole.before === undefined) return { id, kind: 'added', lines: [] };
    if (whole && whole.after === undefined) return { id, kind: 'removed', lines: [] };
    return { id, kind: 'changed', lines: those.map((one) => told(one, 2)) };
  });
}

/** What another version means for visitors and counts, a sentence each. */
export function effectsInWords(meaning: Meaning): readonly string[] {
  const { otherRules, gone, isAroundOther, counted } = meaning;
  const list = (ids: readonly string[]) => ids.join(', ');
  const effects = [
    ...Object.entries(gone).map(([section, ids]) => goneInWords(section, ids)),
    otherRules.length === 0 && !isAroundOther && 'No segment of both is decided by another rule.',
    otherRules.length > 0 && `Decided by other rules: ${list(otherRules)}.`,
    isAroundOther &&
      'Sessions, sources or events are told apart otherwise: what reads them may be decided otherwise.',
    counted.anew.length > 0 &&
      `Counted anew: ${list(counted.anew)}. What is asked is another question, with new coins; what was counted of the old one stays.`,
    counted.begun.length > 0 && `Counted from now on: ${list(counted.begun)}.`,
    counted.ended.length > 0 && `Counted no more: ${list(counted.ended)}.`,
    counted.restarted.length > 0 &&
      `Counted from zero, with the same coins, since periods are of another length: ${list(counted.restarted)}.`,
    counted.on.length > 0 &&
      `Counted on: ${list(counted.on)}. In the period of publishing, counts of before and after stand apart.`,
  ];
  return effects.filter((line) => line !== false);
}

const goneInWords = (section: string, ids: readonly string[]): string => {
  const named = ids.slice(0, MOST_NAMED).join(', ');
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '';
  return `There no more, of the ${section}: ${named}${more}. Pages that show something by them do so no longer.`;
};

/** The entries of a section that is new, or gone. */
const split = ({ path, before, after }: Change): readonly Change[] =>
  changesOf(before ?? {}, after ?? {}, path);

const told = ({ path, before, after }: Change, from: number): string => {
  const name = path.slice(from).join('.');
  return `${name === '' ? '' : `${name}: `}${short(before)} → ${short(after)}`;
};

const short = (value: unknown): string => {
  const text = value === undefined ? 'none' : JSON.stringify(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
};
