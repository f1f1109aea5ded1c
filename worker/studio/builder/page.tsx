import { linkTo } from '../routes/index.ts';
import { draft } from '../draft/index.ts';
import { Elsewhere } from './elsewhere.tsx';
import { Findings } from './findings.tsx';
import { Toolbar } from './toolbar.tsx';

export function Page() {
  if (draft.id.value === null)
    return (
      <>
        <h1>No draft is open</h1>
        <p>
          <a href={linkTo('')}>Begin one, or open one</a> that this browser keeps.
        </p>
      </>
    );
  return (
    <>
      <Toolbar />
      <Elsewhere />
      <Findings />
      <label>
        JSON, with comments
        <textarea
          class="code"
          rows={30}
          spellcheck={false}
          value={draft.text.value}
          onInput={({ currentTarget }) => draft.replace(currentTarget.value, 'typed')}
        />
      </label>
    </>
  );
}
