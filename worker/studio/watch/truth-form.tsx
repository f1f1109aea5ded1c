/** Takes the truth about simulated visitors, to be seen beside the estimates. */
import { useState } from 'preact/hooks';
import { count } from '../../../shared/counting/index.ts';
import type { Stats } from '../../../shared/wire/index.ts';
import { mismatch, parseTruth, type Truth } from './truth.ts';

export function TruthForm({
  stats,
  truth,
  setTruth,
}: {
  stats: Stats;
  truth: Truth | null;
  setTruth: (truth: Truth | null) => void;
}) {
  const [problem, setProblem] = useState('');
  const take = (text: string) => {
    const parsed = parseTruth(text);
    const wrong = parsed.ok ? mismatch(parsed.truth, stats) : parsed.message;
    setProblem(wrong ? `Not used. ${wrong}` : '');
    if (parsed.ok && !wrong) setTruth(parsed.truth);
  };
  const onFile = async (event: Event) => {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (file) take(await file.text());
  };
  const onPaste = (event: Event) => {
    const { value } = event.target as HTMLTextAreaElement;
    if (value.trim() !== '') take(value);
  };
  if (truth)
    return (
      <p class="truth">
        <span class="diamond" aria-hidden="true"></span>
        {`Simulated truth about ${count(truth.visitors)} visitors. In reality nobody knows it. `}
        <button class="plain" type="button" onClick={() => setTruth(null)}>
          Hide it
        </button>
      </p>
    );
  return (
    <details class="truth">
      <summary>Compare with a simulated truth</summary>
      <p class="soft">
        <code>npm run simulate-counts</code> sends simulated reports and writes down what was true
        of them in <code>.covey/simulated-truth.json</code>. The file is read here and goes nowhere.
      </p>
      <div class="pair">
        <label>
          Choose the file <input type="file" accept=".json,application/json" onChange={onFile} />
        </label>
        <label>
          or paste its content <textarea rows={2} spellcheck={false} onInput={onPaste}></textarea>
        </label>
      </div>
      {problem && (
        <p class="error" role="alert">
          {problem}
        </p>
      )}
    </details>
  );
}
