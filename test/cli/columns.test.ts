import { describe, expect, it } from 'vitest';
import { columnsFrom, namesText, tableFrom } from '../../cli/sql-table.ts';

describe('--columns', () => {
  it('names what a table calls its columns, and columns that hold a property each', () => {
    expect(columnsFrom(undefined)).toEqual({});
    expect(columnsFrom('visitor=user_id, time = at')).toEqual({ visitor: 'user_id', time: 'at' });
    expect(columnsFrom('visitor="user ""id""",name=event\'s name')).toEqual({
      visitor: 'user "id"',
      name: "event's name",
    });
    expect(columnsFrom('seq=,props.value=revenue,props.geo.country=country')).toEqual({
      seq: null,
      props: null,
      properties: [
        { path: 'value', column: 'revenue' },
        { path: 'geo.country', column: 'country' },
      ],
    });
    expect(columnsFrom('props=details,props.a="size, in ""cm"" = x","props.b, c=d"=b')).toEqual({
      props: 'details',
      properties: [
        { path: 'a', column: 'size, in "cm" = x' },
        { path: 'b, c=d', column: 'b' },
      ],
    });
  });

  it.each([
    ['', '--columns "" is no column.'],
    ['user', '--columns "user" is no column.'],
    ['user=id', '--columns "user=id" is no column.'],
    ['visitor=', '--columns "visitor=" is no column.'],
    ['props.=a', '--columns "props.=a" is no column.'],
    ['props.a..b=a', '--columns "props.a..b=a" is no column.'],
    ['visitor=a,visitor=b', '--columns names visitor twice.'],
    ['seq=,seq=a', '--columns names seq twice.'],
    ['visitor="a', '--columns visitor="a: the quote is not closed.'],
    ['time=t,visitor="a""', '--columns visitor="a"": the quote is not closed.'],
    ['"props.a=b', '--columns "props.a=b: the quote is not closed.'],
    ['visitor=a"b', '--columns visitor=a"b: a name with = or " in it stands in quotes.'],
    ['visitor="a"b', '--columns visitor="a"b: a name with = or " in it stands in quotes.'],
    ['visitor=a=b', '--columns visitor=a=b: a name with = or " in it stands in quotes.'],
    ['props.a=a,props.a=b', '--columns names props.a twice.'],
    [
      'props.geo.country=a,props.geo=b',
      '--columns names props.geo.country and props.geo, of which one is a part of the other.',
    ],
  ])('says what is wrong with %j', (said, message) => {
    expect(() => columnsFrom(said)).toThrow(message);
  });
});

describe('--table', () => {
  it.each([
    ['duckdb', 'web.events', ['web', 'events']],
    ['duckdb', '"web.events"', ['web.events']],
    ['postgresql', '"my.schema"."t""x"', ['my.schema', 't"x']],
    ['postgresql', 'a "b" c.`d', ['a "b" c', '`d']],
    ['clickhouse', '`my.schema`."t`x"', ['my.schema', 't`x']],
    ['clickhouse', 'web.`t``x`', ['web', 't`x']],
    ['bigquery', '`project.dataset.events`', ['project', 'dataset', 'events']],
    ['bigquery', '`my-project`.dataset.events', ['my-project', 'dataset', 'events']],
  ] as const)('of %s reads %s', (dialect, said, names) => {
    expect(tableFrom(said, dialect)).toEqual(names);
    expect(tableFrom(namesText(names), 'bigquery')).toEqual(names);
  });

  it.each(['', 'web.', '.events', '""', 'web."events', '"a"b', '"a"".b'])('refuses %j', (said) => {
    expect(() => tableFrom(said, 'duckdb')).toThrow(`--table ${said} is no table`);
  });
});
