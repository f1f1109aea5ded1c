import { type Added, withDefinitions as merge } from '../../shared/documents/index.ts';
import { Failure, placeText } from '../failure.ts';

/**
 * The text of a definitions file with more definitions in it, as `shared/documents` puts them there.
 * `wayOut` says how else to go about a name that is taken.
 * @throws Failure where a name is taken by something else, or the whole would have an error that it had not.
 */
export function withDefinitions(file: string, text: string, added: Added, wayOut: string): string {
  const merged = merge(text, added, Date.now());
  if (merged.ok) return merged.text;
  if (merged.reason === 'not-json')
    throw new Failure('file', `${file} is no JSON.`, [
      `${placeText({ file, ...merged.place })}  ${merged.message}`,
    ]);
  if (merged.reason === 'taken')
    throw new Failure(
      'taken',
      `${file} has other definitions under these names; nothing is written.`,
      [
        ...merged.taken.map(
          ({ part, id, place }) => `${placeText({ file, ...place })}  ${part}.${id}`,
        ),
        wayOut,
      ],
      {
        issues: merged.taken.map(({ part, id, place }) => ({
          path: [part, id],
          file,
          ...place,
          message: 'This name stands for something else.',
        })),
      },
    );
  throw new Failure(
    'definitions',
    `With this, ${file} would have errors; nothing is written.`,
    merged.errors.map(({ path, message }) => `${path.join('.')}: ${message}`),
    { issues: merged.errors.map(({ path, message }) => ({ path, message })) },
  );
}
