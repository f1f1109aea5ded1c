// The counts as a table for a spreadsheet: a row for each answer and period, with its interval or why there is none.
import { csvLine, spreadsheetText } from '../csv/index.ts';
import type { AnswerStats, QuestionStats, Stats, WireTrendPoint } from '../wire/index.ts';
import { DISPUTED, isUncertain, type Around } from './figures.ts';
import { firstDayOf } from './trend.ts';

type Told = Omit<Stats, keyof Around> & Around;
type Cell = string | number | null | undefined;
/** Shares are parts of 1, and empty where none is shown. */
type Cells = { readonly [column: string]: Cell };

/** Split where it is used: what runs when the file is loaded is carried by every page. */
const COLUMNS = `site,version,period,from,question,kind,name,answer,bin_from,bin_to,reports,state,why,
share,low,high,standard_error,uncertain,people,people_low,people_high,consistent,
together_periods,together_share,together_low,together_high,since,change,change_by,change_low,change_high,
conversion,conversion_low,conversion_high,lift,lift_low,lift_high`;

/** All of a site's counts, or those of some questions, in their order. */
export function statsCsv(stats: Told, questions: readonly QuestionStats[] = stats.questions) {
  const columns = COLUMNS.split(/,\s*/);
  const rows = questions.flatMap((question) =>
    question.answers.flatMap((answer) => {
      const of = {
        site: stats.site,
        version: stats.version,
        question: question.id,
        kind: question.kind,
        name: question.name,
        answer: question.kind === 'segment' ? '' : (answer.id ?? 'none'),
        bin_from: answer.from,
        bin_to: answer.to,
      };
      const others = (answer.trend ?? []).filter(({ period }) => period !== stats.period.number);
      return [
        ...others.map((point) => ({
          ...of,
          period: point.period,
          from: firstDayOf(point.period, stats.period),
          ...releaseCells(point),
        })),
        { ...of, ...nowCells(stats, question, answer) },
      ];
    }),
  );
  return [
    csvLine(columns),
    ...rows.map((row: Cells) => csvLine(columns.map((column) => cellOf(row[column])))),
  ].join('');
}

const cellOf = (cell: Cell): string | number =>
  typeof cell === 'string' ? spreadsheetText(cell) : (cell ?? '');

function releaseCells(release: WireTrendPoint | AnswerStats): Cells {
  const { state } = release;
  if (state === 'disputed')
    return { state, why: release.reasons.map((reason) => DISPUTED[reason] ?? reason).join('; ') };
  if (state !== 'released') return { state };
  const { share, low, high, standardError } = release;
  const uncertain = isUncertain(release) ? 'yes' : 'no';
  return { state, share, low, high, standard_error: standardError, uncertain };
}

/** Of the period that is looked at, with all that those around add. */
function nowCells(stats: Told, { reports }: QuestionStats, answer: AnswerStats): Cells {
  const { combined, change, conversion, lift } = answer;
  const people = answer.state === 'released' ? answer.people : null;
  return {
    period: stats.period.number,
    from: stats.period.from.slice(0, 10),
    reports,
    ...releaseCells(answer),
    people: people?.about,
    people_low: people?.low,
    people_high: people?.high,
    consistent: answer.consistent,
    together_periods: combined?.periods,
    together_share: combined?.share,
    together_low: combined?.low,
    together_high: combined?.high,
    since: change ? stats.baseline?.from.slice(0, 10) : null,
    change: change?.verdict,
    change_by: change?.difference,
    change_low: change?.low,
    change_high: change?.high,
    conversion: conversion?.value,
    conversion_low: conversion?.low,
    conversion_high: conversion?.high,
    lift: lift?.value,
    lift_low: lift?.low,
    lift_high: lift?.high,
  };
}
