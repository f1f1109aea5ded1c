/** The one style of a paper as HTML: on screen and on paper, dark and light. */
export const STYLE = `:root{color-scheme:light dark;--ground:#faf8f4;--ink:#1d2528;--line:#d8d2c6;--link:#2c6288;--open:#8f6200}
@media (prefers-color-scheme:dark){:root{--ground:#15191b;--ink:#ece8e1;--line:#3a4144;--link:#8fc1e3;--open:#e0b452}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 Inter,system-ui,sans-serif}
main,nav{max-width:72rem;margin:0 auto;padding:16px}
nav ul{display:flex;flex-wrap:wrap;gap:0 16px;margin:0;padding:0;list-style:none}
nav a{display:inline-block;padding:4px 0}
nav a[aria-current]{color:inherit;font-weight:600;text-decoration:none}
h1{font-size:1.75rem;line-height:1.25}
h2{margin-top:40px;padding-top:16px;border-top:1px solid var(--line);font-size:1.25rem}
h1,h2,h3,p,li{overflow-wrap:anywhere}
th,td{overflow-wrap:break-word}
p,li,h1{max-width:48rem}
a{color:var(--link)}
a:focus-visible,.scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,monospace}
.scroll{overflow-x:auto;margin:16px 0}
table{width:100%;border-collapse:collapse;font-size:.9375rem;font-variant-numeric:tabular-nums}
table:has(th:nth-child(3)){min-width:44rem}
th,td{padding:8px 16px 8px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
thead th{font-weight:600}
.question{padding:8px 16px;border-left:4px solid var(--open)}
@media print{:root{--ground:#fff;--ink:#000;--line:#999;--link:#000;--open:#000}nav{display:none}main{max-width:none;padding:0}h2,h3{break-after:avoid}tr,.question{break-inside:avoid}table:has(th:nth-child(3)){min-width:0}th,td{overflow-wrap:anywhere}.scroll{overflow:visible}}`;
