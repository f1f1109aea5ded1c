import { head as subhead, list, type Row, type Section, section, table } from '../paper.ts';
import { counts } from '../parts/counts.ts';
import { basisQuestions, consent, purposes } from '../parts/purposes.ts';
import { recipients } from '../parts/recipients.ts';
import { segmentsTable } from '../parts/segments.ts';
import { codes } from '../voice.ts';
import { headed, type Writer } from '../writer.ts';
import { onDevice } from './retention.ts';
import { subjects } from './record.ts';

/** Art. 35(7) GDPR, letter by letter, between whether it is needed and who is asked. */
export function dpia(writer: Writer): readonly Section[] {
  const { heads, necessity, measures } = writer.words;
  const head = (name: keyof typeof heads, place: string) => headed(writer, heads[name], place);
  const { events, facts, definitions } = writer.account;
  const longest = Math.max(0, ...events.map(({ forMs }) => forMs));
  const history = (definitions.history ?? []).map(({ event }) => event);
  const { number } = writer.formats;
  return [
    section('need', head('need', '35.1'), writer.ask('required')),
    section(
      'description',
      head('description', '35.7.a'),
      purposes(writer),
      consent(writer),
      ...basisQuestions(writer),
      subhead(heads.segments),
      segmentsTable(writer),
      subhead(heads.subjects),
      ...subjects(writer),
      subhead(heads.device),
      ...onDevice(writer),
      subhead(heads.counts),
      ...counts(writer),
      subhead(heads.recipients),
      ...recipients(writer),
    ),
    section(
      'necessity',
      head('necessity', '35.7.b'),
      list([
        writer.say(necessity.minimal, {
          events: number(events.length),
          properties: number(events.reduce((sum, { properties }) => sum + properties.length, 0)),
          facts: number(Object.values(facts).flat().length),
        }),
        ...(longest > 0 ? [writer.say(necessity.longest, { time: writer.span(longest) })] : []),
        ...(writer.account.counts ? [[necessity.instead]] : []),
      ]),
      writer.ask('necessary'),
      history.length > 0 && writer.ask('history', { list: codes([...new Set(history)]) }),
      writer.ask('decisions'),
    ),
    section('risks', head('risks', '35.7.c'), risks(writer), writer.ask('likelihood')),
    section(
      'measures',
      head('measures', '35.7.d'),
      list(measures.map((one) => writer.say(one))),
      writer.ask('own'),
    ),
    section(
      'involved',
      head('involved', '35.2'),
      writer.ask('advice'),
      writer.ask('views'),
      writer.ask('residual'),
    ),
  ];
}

function risks(writer: Writer) {
  const { risks: words, labels } = writer.words;
  const { counts: found, recipients: handed } = writer.account;
  const values = {
    epsilon: writer.formats.number(found?.epsilon ?? 0),
    yearly: writer.formats.number(found?.yearly ?? 0),
  };
  const those = [
    words.narrow,
    words.infer,
    words.device,
    words.scripts,
    words.altered,
    ...(found ? [words.linked] : []),
    ...(handed.length > 0 ? [words.handed] : []),
  ];
  return table(
    [labels.risk, labels.answer, labels.remains],
    those.map((row): Row => row.map((one) => writer.say(one, values))),
  );
}
