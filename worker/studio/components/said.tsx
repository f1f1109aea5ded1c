import type { Reading } from '../../../shared/reading/index.ts';

interface Some {
  parts: readonly Reading[] | undefined;
}

/** What a thing says, a sentence each; what belongs to one as a list below it. */
export function Said({ parts = [] }: Some) {
  return (
    <>
      {parts.map(({ text, parts: more }, at) => (
        <div key={at}>
          <p>{more ? `${text}:` : `${text}.`}</p>
          <Parts parts={more} />
        </div>
      ))}
    </>
  );
}

/** As a list, and lists in it. */
export function Parts({ parts = [] }: Some) {
  return parts.length === 0 ? null : (
    <ul class="said">
      {parts.map(({ text, parts: more }, at) => (
        <li key={at}>
          {text}
          <Parts parts={more} />
        </li>
      ))}
    </ul>
  );
}
