import type { Definitions } from '../definitions/types.ts';
import { type Section, english, inOneLine, readerOf } from '../reading/index.ts';

/** What reads otherwise of one thing; a sentence each, without a full stop. */
export interface ChangedReading {
  readonly section: Section;
  readonly id: string;
  /** Its name and id, in words. */
  readonly title: string;
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

/** What visitors meet; figures, traits and lists are read where these name them. */
const MET: readonly Section[] = ['segments', 'groups', 'experiences', 'surveys', 'histograms'];

/** In plain words, what things say no more and say now: also of those that are written as before, and read something that is not. */
export function readingsOf(
  before: Definitions,
  after: Definitions,
  voice = english,
  sections = MET,
): readonly ChangedReading[] {
  const [were, are] = [readerOf(before, voice), readerOf(after, voice)];
  return sections.flatMap((section) => {
    const ids = [...Object.keys(after[section] ?? {}), ...Object.keys(before[section] ?? {})];
    return [...new Set(ids)].flatMap((id) => {
      const [old, now] = [were.thing(section, id), are.thing(section, id)];
      const [said, says] = [old, now].map(({ parts = [] }) => parts.map(inOneLine)) as [
        string[],
        string[],
      ];
      const gone = said.filter((line) => !says.includes(line));
      const come = says.filter((line) => !said.includes(line));
      if (gone.length + come.length === 0) return [];
      return [{ section, id, title: says.length > 0 ? now.text : old.text, gone, come }];
    });
  });
}
