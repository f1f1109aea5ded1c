// What the playground begins with.
export interface Sample {
  readonly name: string;
  readonly text: string;
}

export const DEFINITIONS: readonly Sample[] = [
  {
    name: 'Cart abandoners',
    text: `{
  "metrics": {
    "added": { "count": "add_to_cart", "within": "7d" },
    "bought": { "count": "purchase", "within": "7d" }
  },
  "segments": {
    "cart-abandoner": {
      "name": "Cart abandoners",
      "when": { "metric.added": { "$gte": 1 }, "metric.bought": 0 },
      "keep": "2d"
    }
  }
}
`,
  },
  {
    name: 'Tiers by recency, frequency and money',
    text: `{
  "metrics": {
    "orders": { "count": "purchase", "within": "365d" },
    "spend": { "sum": "purchase.value", "within": "365d" },
    "recency": { "since": "purchase" }
  },
  "segments": {
    "champion": { "name": "Champions", "when": { "metric.orders": { "$gte": 2 }, "metric.spend": { "$gte": 200 } } },
    "customer": { "name": "Customers", "when": { "metric.recency": { "$lt": "90d" } } },
    "other": { "name": "All others", "when": {} }
  },
  // Of these the first that holds takes the visitor.
  "groups": { "tier": { "segments": ["champion", "customer", "other"] } }
}
`,
  },
  {
    name: 'A sequence: looked twice at one lamp, then bought',
    text: `{
  "metrics": {
    "path": {
      "sequence": [
        { "event": "view_item", "where": { "item_category": "Lamps" }, "times": 2 },
        { "event": "purchase", "atMost": "7d" }
      ],
      "by": "item_id"
    }
  },
  "segments": {
    "careful": { "name": "Careful buyers", "when": { "metric.path": { "$gte": 1 } } }
  }
}
`,
  },
  {
    name: 'Three visits within a week',
    text: `{
  "metrics": {
    "visits": { "sessions": { "session.pages": { "$gte": 2 } }, "within": "7d" }
  },
  "segments": {
    "regular": { "name": "Regular readers", "when": { "metric.visits": { "$gte": 3 } } }
  }
}
`,
  },
];

export const LOGS: readonly Sample[] = [
  {
    name: 'A week in a shop (CSV)',
    text: `visitor,time,event,value,item_id,item_category
anna,2026-11-02T10:00:00Z,view_item,120,lamp-2,Lamps
anna,2026-11-02T10:04:00Z,view_item,120,lamp-2,Lamps
anna,2026-11-02T10:05:00Z,add_to_cart,120,lamp-2,Lamps
anna,2026-11-03T09:00:00Z,purchase,120,lamp-2,Lamps
anna,2026-11-07T20:00:00Z,purchase,90,rug-1,Rugs
ben,2026-11-04T18:00:00Z,view_item,120,lamp-2,Lamps
ben,2026-11-04T18:01:00Z,add_to_cart,120,lamp-2,Lamps
cleo,2026-11-01T09:00:00Z,page_view,,,
cleo,2026-11-06T09:10:00Z,purchase,30,mug-1,Kitchen
dora,2026-11-05T12:00:00Z,view_item,30,mug-1,Kitchen
`,
  },
  {
    name: 'Visits to a journal (lines of JSON)',
    text: `${['02', '04', '06']
      .flatMap((day) =>
        ['10:00', '10:05'].map(
          (time) =>
            `{"visitor":"emil","time":"2026-11-${day}T${time}:00Z","event":"page_view","page_path":"/journal"}`,
        ),
      )
      .join('\n')}
{"visitor":"frida","time":"2026-11-03T08:00:00Z","event":"page_view","page_path":"/"}
{"visitor":"frida","time":"2026-11-03T08:01:00Z","event":"page_view","page_path":"/journal"}
{"visitor":"frida","time":"2026-11-03T08:20:00Z","event":"page_view","page_path":"/about"}
`,
  },
];
