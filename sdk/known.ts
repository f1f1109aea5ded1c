// What the type checker knows of a site's own definitions. `covey types` fills these interfaces, by module
// augmentation; as long as they are empty every name is taken.
import type { Json } from '../shared/definitions/types.ts';

/* oxlint-disable typescript/no-empty-interface, typescript/no-empty-object-type -- what fills them is not in this project */

/** A member for each segment that a page can be told of. */
export interface KnownSegments {}
/** A member for each experience. */
export interface KnownExperiences {}
/** A member for each event that the definitions read: its properties that they read. */
export interface KnownEvents {}
/** A member for each trait that they declare: its type. */
export interface KnownTraits {}

/* oxlint-enable typescript/no-empty-interface, typescript/no-empty-object-type */

/** A property's value where no metric asks for a number. */
export type PropertyValue = Json | Date | undefined;

type IsEmpty<T> = [keyof T] extends [never] ? true : false;
type Open = { readonly [key: string]: unknown };

export type SegmentId = IsEmpty<KnownSegments> extends true ? string : keyof KnownSegments & string;

export type ExperienceId =
  IsEmpty<KnownSegments> extends true ? string : keyof KnownExperiences & string;

export type EventName = IsEmpty<KnownSegments> extends true ? string : keyof KnownEvents & string;

export type EventProps<Name extends EventName> = Name extends keyof KnownEvents
  ? KnownEvents[Name]
  : Open;

export type TraitValues =
  IsEmpty<KnownSegments> extends true
    ? Open
    : IsEmpty<KnownTraits> extends true
      ? { readonly [id: string]: never }
      : { readonly [id in keyof KnownTraits]?: KnownTraits[id] | null };

/** What `on` listens to, beside `consent`. */
export type ChangeType =
  IsEmpty<KnownSegments> extends true
    ? string
    : 'change' | `enter:${SegmentId}` | `leave:${SegmentId}`;

export type Choices<T> =
  IsEmpty<KnownSegments> extends true
    ? { readonly [id: string]: T }
    : { readonly [id in SegmentId | 'default']?: T };

/** Of these one always holds. */
export type ChoicesWithDefault<T> = Choices<T> & { readonly default: T };
