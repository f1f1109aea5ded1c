import { trendRows } from '../../../shared/counting/index.ts';
import type { QuestionStats, Stats } from '../../../shared/wire/index.ts';
import { labelOf, type Live } from './labels.ts';

/** The trends of a question as a table: each period with its interval, or why there is no number. */
export function PeriodsTable({
  question,
  period,
  live,
}: {
  readonly question: QuestionStats;
  readonly period: Stats['period'];
  readonly live: Live;
}) {
  const answers = question.answers.filter(({ trend = [] }) => trend.length > 0);
  if (answers.length === 0) return null;
  return (
    <details class="whole">
      <summary>Period by period</summary>
      {answers.map((answer) => (
        <table key={answer.id} class="periods">
          <caption>{labelOf(question, answer, live)}</caption>
          <thead>
            <tr>
              <th scope="col">Period from</th>
              <th scope="col">Share</th>
              <th scope="col">95 % interval</th>
            </tr>
          </thead>
          <tbody>
            {trendRows(answer, period).map(({ period: number, from, share, why }) => (
              <tr key={number}>
                <th scope="row">{from}</th>
                {share ? (
                  <>
                    <td>{share.value}</td>
                    <td>{share.interval}</td>
                  </>
                ) : (
                  <td colSpan={2} class="soft">
                    {why}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </details>
  );
}
