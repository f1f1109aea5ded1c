/** Every text of a document that its owner chose: ids, names, descriptions, values. */
import type { Definitions } from '../types.ts';
import type { IssuePath } from './issues.ts';
import { wordings } from './surveys.ts';
import { isObject, segmentConditions } from './walk.ts';

export interface Text {
  readonly path: IssuePath;
  readonly text: string;
  /** Whether the text labels a person: a segment, a trait, a value of one. */
  readonly labels: boolean;
}

export const textsOf = (definitions: Definitions): readonly Text[] => {
  const texts: Text[] = [];
  const label = (path: IssuePath, text: string | undefined): void => {
    if (text !== undefined) texts.push({ path, text, labels: true });
  };
  const other = (path: IssuePath, text: string | undefined): void => {
    if (text !== undefined) texts.push({ path, text, labels: false });
  };
  /** Every text in conditions and metrics: pages, patterns, values, events, properties. */
  const inside = (value: unknown, path: IssuePath): void => {
    if (typeof value === 'string') other(path, value);
    else if (Array.isArray(value)) value.forEach((item, i) => inside(item, [...path, i]));
    else if (isObject(value))
      for (const [key, item] of Object.entries(value)) {
        const at = [...path, key];
        if (!GRAMMAR.test(key)) other(at, key);
        inside(item, at);
      }
  };

  for (const [id, trait] of Object.entries(definitions.traits ?? {})) {
    const path = ['traits', id];
    label(path, id);
    for (const [i, value] of (trait.values ?? []).entries())
      label([...path, 'values', i], String(value));
    other([...path, 'description'], trait.description);
  }
  for (const [id, segment] of Object.entries(definitions.segments)) {
    const path = ['segments', id];
    label(path, id);
    label([...path, 'name'], segment.name);
    other([...path, 'description'], segment.description);
    for (const { condition, path: at } of segmentConditions(id, segment)) inside(condition, at);
  }
  for (const [id, group] of Object.entries(definitions.groups ?? {})) {
    label(['groups', id], id);
    label(['groups', id, 'name'], group.name);
  }
  for (const [id, survey] of Object.entries(definitions.surveys ?? {})) {
    const path = ['surveys', id];
    label(path, id);
    for (const { text, path: at } of wordings(survey.question, [...path, 'question']))
      other(at, text);
    // An answer labels who gives it.
    for (const [i, option] of (survey.options ?? []).entries()) {
      const at = [...path, 'options', i];
      label([...at, 'value'], String(option.value));
      for (const { text, path: where } of wordings(option.text, [...at, 'text']))
        label(where, text);
    }
  }
  for (const [id, { name, description, variants }] of Object.entries(
    definitions.experiences ?? {},
  )) {
    const path = ['experiences', id];
    label(path, id);
    label([...path, 'name'], name);
    other([...path, 'description'], description);
    for (const [variant, of] of Object.entries(variants)) {
      label([...path, 'variants', variant], variant);
      label([...path, 'variants', variant, 'name'], of.name);
    }
  }
  for (const [id, { name, description }] of Object.entries(definitions.histograms ?? {})) {
    const path = ['histograms', id];
    label(path, id);
    label([...path, 'name'], name);
    other([...path, 'description'], description);
  }
  for (const [id, values] of Object.entries(definitions.savedGroups ?? {})) {
    label(['savedGroups', id], id);
    for (const [i, value] of values.entries()) other(['savedGroups', id, i], String(value));
  }
  for (const [id, metric] of Object.entries(definitions.metrics ?? {})) {
    other(['metrics', id], id);
    inside(metric, ['metrics', id]);
  }
  for (const [i, history] of (definitions.history ?? []).entries()) inside(history, ['history', i]);
  return texts;
};

/** Keys that belong to the language are no texts of the owner's. */
const GRAMMAR = /^(\$.*|trait\..*|segment\..*|metric\..*)$/;
