#!/usr/bin/env bash
# @google-analytics/admin 9.2.0 (Node): an audience read with Google's own client is not the JSON of the REST API.
# Beside each `oneof` stands a member of the oneof's name (`expr`, `filter`, `oneFilter`, `oneValue`) that names the member
# which is there, and absent messages are null. None of these is in the documented grammar of an audience, so that a strict
# reader of saved audiences refuses what the official client wrote. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @google-analytics/admin@9.2.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { protos } = require('@google-analytics/admin');
const { version } = require('@google-analytics/admin/package.json');
const { Audience } = protos.google.analytics.admin.v1alpha;
const scope = 'AUDIENCE_FILTER_SCOPE_ACROSS_ALL_SESSIONS';
const numericFilter = { operation: 'GREATER_THAN', value: { int64Value: '5' } };
const sent = {
  displayName: 'A',
  filterClauses: [{ clauseType: 'INCLUDE', simpleFilter: { scope, filterExpression: {
    dimensionOrMetricFilter: { fieldName: 'eventValue', numericFilter } } } }],
};
// What google-gax asks of protobufjs for every answer.
const options = { longs: String, enums: String, defaults: true, oneofs: true };
const bytes = Audience.encode(Audience.fromObject(sent)).finish();
const read = Audience.toObject(Audience.decode(bytes), options);
const [clause] = read.filterClauses;
const { filterExpression: expression } = clause.simpleFilter;
const field = expression.dimensionOrMetricFilter;
const seen = {
  'clause.filter': clause.filter,
  'expression.expr': expression.expr,
  'field.oneFilter': field.oneFilter,
  'value.oneValue': field.numericFilter.value.oneValue,
  'audience.eventTrigger': read.eventTrigger,
};
console.log(`@google-analytics/admin ${version}`, seen);
const expected = ['simpleFilter', 'dimensionOrMetricFilter', 'numericFilter', 'int64Value', null];
process.exit(JSON.stringify(Object.values(seen)) === JSON.stringify(expected) ? 0 : 1);
JS
node look.cjs
