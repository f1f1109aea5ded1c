import { TextField } from '../components/index.ts';
import { draft, type Path } from '../draft/index.ts';
import { Said } from './said.tsx';

/** A text that may be left out: with its last letter it is gone. What the checker says of it stands below. */
export function OptionalText({
  label,
  value,
  path,
  help,
}: {
  readonly label: string;
  readonly value: unknown;
  readonly path: Path;
  readonly help?: string;
}) {
  return (
    <div>
      <TextField
        label={label}
        value={typeof value === 'string' ? value : ''}
        isEmptyAllowed
        help={help}
        onValue={(text) => draft.edit(path, text.trim() === '' ? undefined : text)}
      />
      <Said path={path} />
    </div>
  );
}
