#!/usr/bin/env bash
# commander 14.0.3 (Node): a program with `.version(…)` takes `--version` away from its commands. A command that declares
# an option `--version <n>` of its own never sees it: the program prints its own version and ends with 0, so a script that
# asks for an older version of something gets "1.2.3" for an answer and no error. `.enablePositionalOptions()` mends it.
# Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts commander@14.0.3 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { Command } = require('commander');
const positional = process.argv[2] === 'positional';
const program = new Command('tool').version('1.2.3');
if (positional) program.enablePositionalOptions();
program.command('get').option('--version <n>', 'an older version').action(({ version }) => console.log(`get got ${version}`));
program.parse(['get', '--version', '7'], { from: 'user' });
JS
plain=$(node look.cjs plain); status=$?
positional=$(node look.cjs positional)
echo "commander $(node -p "JSON.parse(require('fs').readFileSync('node_modules/commander/package.json', 'utf8')).version")"
echo "get --version 7: \"$plain\", exit $status"
echo "get --version 7, with enablePositionalOptions: \"$positional\""
[ "$plain" = "1.2.3" ] && [ "$positional" = "get got 7" ]
