/** A metric by itself, and a group. */
import { readersOf } from '../../../shared/documents/index.ts';
import { CheckField } from '../components/index.ts';
import { draft } from '../draft/index.ts';
import { linkTo } from '../routes/index.ts';
import { IdField } from './id-field.tsx';
import { MetricEditor } from './metric-editor.tsx';
import { choicesOf, nameIn } from './names.ts';
import { OptionalText } from './optional-text.tsx';
import { PickField } from './pick-field.tsx';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';
import type { EditorProps } from './thing-editor.ts';

export function MetricPage({ id, definitions }: EditorProps) {
  const metric: unknown = definitions.metrics?.[id];
  if (!isObject(metric)) return <p>There is no such metric in the draft.</p>;
  const path = ['metrics', id];
  const readers = readersOf(definitions, 'metrics', id);
  return (
    <>
      <MetricEditor metric={metric} path={path} definitions={definitions} />
      <OptionalText
        label="Name"
        value={metric['name']}
        path={[...path, 'name']}
        help="As explanations and the panel call it."
      />
      <IdField part="metrics" id={id} definitions={definitions} />
      <p class="soft">
        {readers.length === 0 ? 'Nothing reads it.' : 'Read by '}
        {readers.map(({ part, id: reader }, at) => (
          <span key={`${part}/${reader}`}>
            {at > 0 && ', '}
            <a href={linkTo('draft', part, reader)}>{nameIn(definitions, part, reader)}</a>
          </span>
        ))}
      </p>
    </>
  );
}

export function GroupEditor({ id, definitions }: EditorProps) {
  const group: unknown = definitions.groups?.[id];
  if (!isObject(group)) return <p>There is no such group in the draft.</p>;
  const path = ['groups', id];
  const members = [group['segments']].flat().map(String);
  const free = choicesOf(definitions, 'segments').filter(([each]) => !members.includes(each));
  const swap = (at: number, by: -1 | 1) =>
    void draft.editAll([{ path: [...path, 'segments', at], swap: [...path, 'segments', at + by] }]);
  return (
    <>
      <Said path={path} />
      <p class="soft">Of these, the first that holds takes the visitor.</p>
      <ol class="members">
        {members.map((member, at) => (
          <li key={at}>
            <span>{nameIn(definitions, 'segments', member)}</span>
            <span class="clause__buttons">
              {at > 0 && (
                <button
                  class="plain"
                  type="button"
                  aria-label={`Move ${member} up`}
                  onClick={() => swap(at, -1)}
                >
                  Up
                </button>
              )}
              {at < members.length - 1 && (
                <button
                  class="plain"
                  type="button"
                  aria-label={`Move ${member} down`}
                  onClick={() => swap(at, 1)}
                >
                  Down
                </button>
              )}
              <button
                class="plain"
                type="button"
                aria-label={`Take out ${member}`}
                onClick={() => draft.remove([...path, 'segments', at])}
              >
                Take out
              </button>
            </span>
            <Said path={[...path, 'segments', at]} isDeep />
          </li>
        ))}
      </ol>
      <Said path={[...path, 'segments']} />
      <PickField
        label="A segment"
        options={free}
        act="Put it into the group"
        onPick={(segment) => draft.edit([...path, 'segments', -1], segment)}
      />
      <OptionalText label="Name" value={group['name']} path={[...path, 'name']} />
      <CheckField
        label="Counted, as one question with an answer for each of them"
        value={group['count'] === true}
        onValue={(on) => draft.edit([...path, 'count'], on ? true : undefined)}
      />
      <Said path={[...path, 'count']} />
      <IdField
        part="groups"
        id={id}
        definitions={definitions}
        help="With another id its count begins anew."
      />
    </>
  );
}
