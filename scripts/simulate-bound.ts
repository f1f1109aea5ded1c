// Many devices through five years, and owners who link all that they send: what ε adds up to, and how
// often a guess is right. The page's own code, with WebCrypto. `test/sdk/yearly-bound.test.ts` is the
// same in small.
import { table } from '../cli/table.ts';
import {
  guessing,
  liveFiveYears,
  mostIn,
  overlaps,
  renumbered,
  reworded,
  type Linked,
  type Subtle,
} from './simulated-devices/index.ts';
import { randomFrom } from '../shared/random/index.ts';

const [lives = 100, guesses = 2000] = process.argv.slice(2).map(Number);
const subtle = crypto.subtle as unknown as Subtle;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const rows: string[][] = [];
for (const clockJumps of [false, true]) {
  let [most, sent, overlapping, reports] = [0, 0, 0, 0];
  for (let seed = 1; seed <= lives; seed++) {
    const life = await liveFiveYears({ subtle, random: randomFrom(seed), clockJumps });
    most = Math.max(
      most,
      mostIn(364, life, ({ from, to }: Linked) => [from, to]),
    );
    sent = Math.max(
      sent,
      mostIn(365, life, (report) => [report.sent, report.sent]),
    );
    overlapping += overlaps(life);
    reports += life.length;
  }
  const name = clockJumps ? 'with clock jumps' : 'with a good clock';
  rows.push([name, `${reports}`, `${overlapping}`, `${most}`, clockJumps ? '' : `${sent}`]);
}
console.log(
  table(
    [
      { title: `${lives} devices, five years` },
      { title: 'Reports', numeric: true },
      { title: 'Overlapping', numeric: true },
      { title: 'ε, most in 52 weeks', numeric: true },
      { title: 'sent in any 365 days', numeric: true },
    ],
    rows,
  ),
);

const rate = async (publish: typeof reworded) =>
  percent(await guessing({ devices: guesses, subtle, random: randomFrom(1), publish }));
console.log(`
${guesses} facts guessed from thirteen linked reports each:
  asked in other words every time   ${await rate(reworded)} right (${percent(Math.exp(2) / (1 + Math.exp(2)))} is stated)
  with other numbers every time     ${await rate(renumbered)} right (ε = 26 bounds this, and nothing else does)`);
