import { result } from './state.ts';

/** Some members, and why they are in: what the page would say to them. */
export function Members() {
  const members = result.value?.members;
  if (!members || members.length === 0) return null;
  return (
    <section aria-labelledby="preview-members">
      <h2 id="preview-members">Some members, drawn by chance</h2>
      <dl class="preview__members">
        {members.map(({ visitor, text }) => (
          <div key={visitor}>
            <dt>
              <code>{visitor}</code>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
