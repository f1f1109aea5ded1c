/** Some of the document's segments: of whoever is in one of them something holds. */
import type { Definitions } from '../../../shared/definitions/types.ts';
import { SeveralField } from './several-field.tsx';
import { draft, type Path } from '../draft/index.ts';
import { choicesOf } from './names.ts';
import { Said } from './said.tsx';
import { WrittenInJson } from './written-in-json.tsx';

export function MembersField({
  label,
  value,
  path,
  definitions,
  least = 0,
  none,
}: {
  readonly label: string;
  readonly value: unknown;
  readonly path: Path;
  readonly definitions: Definitions;
  /** So many stay. */
  readonly least?: number;
  readonly none?: string;
}) {
  if (value !== undefined && !Array.isArray(value))
    return <WrittenInJson value={value} path={path} what={label} />;
  const members: readonly string[] = (value ?? []).map(String);
  return (
    <>
      <SeveralField
        label={label}
        value={members}
        options={choicesOf(definitions, 'segments')}
        least={least}
        {...(none !== undefined && { none })}
        onAdd={(segment) =>
          value === undefined ? draft.edit(path, [segment]) : draft.edit([...path, -1], segment)
        }
        onRemove={(at) => draft.remove(members.length > 1 ? [...path, at] : path)}
      >
        {(at) => <Said path={[...path, at]} isDeep />}
      </SeveralField>
      <Said path={path} />
    </>
  );
}
