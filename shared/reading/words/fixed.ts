import type { FieldOperator } from '../../conditions/operators.ts';
import type { FACTS, SOURCE_FIELDS, SOURCE_TOUCHES } from '../../definitions/facts.ts';
import type {
  ActivationTarget,
  SegmentKind,
  SegmentStage,
  SurveyDefinition,
  SurveyRules,
  SurveyWords,
  TraitDefinition,
} from '../../definitions/types.ts';
import type { Phrase } from '../../words/types.ts';
import type { Section } from '../sections.ts';

type For<Keys extends string> = { readonly [key in Keys]: Phrase };

/** Operators with a form of their own in the code: of conditions, of lists, and the two of what is known. */
type Apart = '$not' | '$elemMatch' | '$size' | '$exists';
/** Beside these there may be more. */
type ForAtLeast<Keys extends string> = For<Keys> & { readonly [key: string]: Phrase };

/** What the language lists must have words in English, and so in every language: what is missing does not compile. */
export interface FIXED {
  readonly is: ForAtLeast<Exclude<FieldOperator, Apart>>;
  readonly facts: For<keyof typeof FACTS>;
  readonly touches: For<(typeof SOURCE_TOUCHES)[number]>;
  readonly sources: For<(typeof SOURCE_FIELDS)[number]>;
  readonly kinds: For<SegmentKind>;
  readonly stages: For<SegmentStage>;
  readonly ways: For<ActivationTarget>;
  readonly types: For<TraitDefinition['type']>;
  readonly answers: For<SurveyDefinition['type']>;
  readonly places: For<NonNullable<SurveyRules['place']>>;
  readonly card: For<keyof SurveyWords>;
  readonly sections: ForAtLeast<Section>;
}
