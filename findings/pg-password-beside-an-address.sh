#!/usr/bin/env bash
# pg 8.23.1: an address without a password takes away the password that stands beside it. `new Client({ connectionString,
# password })` connects with none, and without a word: the server's refusal speaks of the client ("client password must be a
# string"), as if the option had not been given. PGPASSWORD is used all the same, and so is a password in the address itself;
# other options that the address does not name (`application_name`) are kept. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts pg@8.23.1 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { Client } = require('pg');
const look = (config) => {
  const { password, user } = new Client(config).connectionParameters;
  return `${user} ${password}`;
};
const connectionString = 'postgres://analyst@db.example/shop';
console.log(`pg ${require('pg/package.json').version}`);
console.log(`without an address: ${look({ user: 'analyst', host: 'db.example', password: 'said' })}`);
console.log(`beside an address: ${look({ connectionString, password: 'said' })}`);
console.log(`in the address: ${look({ connectionString: connectionString.replace('@', ':within@') })}`);
const { connectionParameters } = new Client({ connectionString, application_name: 'kept' });
console.log(`another option: ${connectionParameters.application_name}`);
process.env.PGPASSWORD = 'environment';
console.log(`with PGPASSWORD: ${look({ connectionString, password: 'said' })}`);
JS
said=$(env -u PGPASSWORD node look.cjs); echo "$said"
[ "$said" = 'pg 8.23.1
without an address: analyst said
beside an address: analyst null
in the address: analyst within
another option: kept
with PGPASSWORD: analyst environment' ]
