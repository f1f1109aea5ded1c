// What it costs to move a number with forged reports, and what the gates make of it: a segment of 5 % is to show as 10 %.
//   npm run simulate-attacks [-- TRIALS]
import { table } from '../cli/table.ts';
import {
  attack,
  forgedFor,
  leastToDispute,
  mostUnnoticed,
  type Scene,
  sentFor,
  type Spread,
} from './simulated-attacks/index.ts';
import { randomFrom } from '../shared/random/index.ts';

const trials = Number(process.argv[2] ?? 200);
const WANTED = 0.1;
const SCENES: readonly Scene[] = [
  { reports: 20_000, questions: 5, epsilon: 2, share: 0.05 },
  { reports: 20_000, questions: 20, epsilon: 2, share: 0.05 },
  { reports: 200_000, questions: 20, epsilon: 2, share: 0.05 },
  { reports: 2_000_000, questions: 20, epsilon: 2, share: 0.05 },
];
const SPREADS: { readonly [spread in Spread]: string } = {
  one: 'all on one question',
  even: 'over all questions',
};
const big = (n: number) => Math.round(n).toLocaleString('en');
const percent = (share: number, digits = 0) => `${(100 * share).toFixed(digits)} %`;

const rows = SCENES.flatMap((scene) =>
  (Object.keys(SPREADS) as Spread[]).map((spread) => {
    const random = randomFrom(1);
    const forged = forgedFor(scene, WANTED);
    const sent = sentFor(scene, spread, forged);
    const then = attack(scene, spread, forged, trials, random);
    const most = mostUnnoticed(scene, spread, trials, random);
    return [
      big(scene.reports),
      `${scene.questions}`,
      SPREADS[spread],
      big(sent),
      percent(sent / (scene.reports + sent), 2),
      percent(then.disputed),
      percent(most.shown),
    ];
  }),
);
console.log(
  table(
    [
      { title: 'Honest reports', numeric: true },
      { title: 'Questions', numeric: true },
      { title: 'Forged' },
      { title: 'To show 10 % for 5 %', numeric: true },
      { title: 'Of all', numeric: true },
      { title: 'Disputed', numeric: true },
      { title: 'Most that passes shows', numeric: true },
    ],
    rows,
  ),
);
console.log(
  `\nε = 2; ${trials} periods each, beside an honest one before. "Most that passes": what is shown where half of the attacks are released.`,
);

const disputing = SCENES.map((scene) => {
  const random = randomFrom(2);
  const least = (what: 'first' | 'all') => leastToDispute(scene, what, trials / 4, random);
  return [big(scene.reports), `${scene.questions}`, big(least('first')), big(least('all'))];
});
console.log();
console.log(
  table(
    [
      { title: 'Honest reports', numeric: true },
      { title: 'Questions', numeric: true },
      { title: 'Forged, to dispute one question', numeric: true },
      { title: 'To dispute all', numeric: true },
    ],
    disputing,
  ),
);
console.log(
  `\nIn 95 of 100 periods, ${trials / 4} each. One: yes-answers to that question. All: to each of just over half of them.`,
);
