import { LIMITS } from '../limits.ts';
import { formatPath, type IssuePath, type Reporter } from './issues.ts';
import { patternDanger } from './pattern-danger.ts';

/** A regular expression that is valid, short, and quick on any text. */
export const checkPattern = (
  source: unknown,
  ignoreCase: boolean,
  path: IssuePath,
  report: Reporter,
): void => {
  if (typeof source !== 'string')
    return report.error('bad-pattern', path, 'A regular expression is written as text.');
  if (source.length > LIMITS.patternLength)
    return report.error(
      'bad-pattern',
      path,
      `The regular expression has ${source.length} characters; at most ${LIMITS.patternLength} are allowed. Write $in with a list, or $or.`,
    );
  try {
    void new RegExp(source, ignoreCase ? 'i' : '');
  } catch (error) {
    return report.error(
      'bad-pattern',
      path,
      `Not a regular expression: ${error instanceof Error ? error.message : 'it cannot be read'}.${/(^|[^.\])\w])\*/.test(source) ? ' A "*" that stands for any text is written ".*".' : ''}`,
    );
  }
  if (/^\/.+\/(i|g|gi|ig)$/.test(source))
    report.warn(
      'likely-typo',
      path,
      `The slashes around a regular expression, and what follows them, are read as part of the text. Write ${JSON.stringify(source.replace(/^\/(.+)\/\w+$/, '$1'))}${/i$|i.$/.test(source) ? ' in "$regexi"' : ''}.`,
    );
  const danger = patternDanger(source, ignoreCase);
  if (danger === 'exponential')
    report.error(
      'dangerous-pattern',
      path,
      'Some texts would keep this regular expression busy for minutes, because repetitions in it can read the same characters in very many ways, as in (a+)+ or (a?){20}. Repeat one thing once, and separate repetitions by a character that they do not match.',
    );
  if (danger === 'unjudged')
    // Said once, of the first.
    report.error(
      'too-many',
      [],
      `From ${formatPath(path)} on regular expressions are not looked at: those before it took as much work as one document may be. Most of it goes into long ones with many repetitions. Write $in with a list in their place, or fixed parts with few repetitions.`,
    );
  if (danger === 'slow')
    report.warn(
      'slow-pattern',
      path,
      'Several repetitions of this regular expression can read the same characters: long texts make it slow. Prefer [^/]* or the like to .* between fixed parts, and begin with ^ where the text begins.',
    );
};
