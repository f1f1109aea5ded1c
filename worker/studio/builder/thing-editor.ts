import type { Definitions } from '../../../shared/definitions/types.ts';

/** What the fields of one thing are told: which, and the document as it is, however wrong. */
export interface EditorProps {
  readonly id: string;
  readonly definitions: Definitions;
}
