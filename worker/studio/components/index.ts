// Small controls and words that pages share.
export { Asking } from './asking.tsx';
export { Boundary } from './boundary.tsx';
export { date } from './date.ts';
export { Ending } from './ending.tsx';
export {
  CheckField,
  CommitField,
  DurationField,
  type FieldProps,
  InstantField,
  Labelled,
  ListField,
  NumberField,
  SelectField,
  TextField,
  useCommitted,
} from './fields.tsx';
export { Mark } from './mark.tsx';
export { Notice } from './notice.tsx';
export { Parts, Said } from './said.tsx';
