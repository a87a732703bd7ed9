import { JAVASCRIPT, type Json, PHP, PYTHON, type Syntax, writeLiteral } from './write-literal.ts';

export const SAMPLE_LANGUAGES = ['curl', 'javascript', 'php', 'python'] as const;
export type SampleLanguage = (typeof SAMPLE_LANGUAGES)[number];

type Lead = { readonly [key: string]: Json };
const WAIT = 'wait=5';
/** Stands in the example where a program writes the moment at which it runs. */
const NOW = '\u0000now';

/**
 * Programs that send a lead and print the answer; each reads the key from the environment as BIRJA_KEY and runs as it stands.
 * @param lead the body of the request, with its consent's moment
 */
export function writeSamples(appUrl: string, lead: Lead): Record<SampleLanguage, string> {
  const url = `${appUrl}/api/v1/leads`;
  return {
    curl: writeCurl(url, lead),
    javascript: writeJavaScript(url, lead),
    php: writePhp(url, lead),
    python: writePython(url, lead),
  };
}

function literal(lead: Lead, syntax: Syntax, nowExpression: string): string {
  const consent = lead.consent as { readonly [key: string]: Json };
  const timed = { ...lead, consent: { ...consent, given_at: NOW } };
  return writeLiteral(timed, syntax, new Map([[NOW, nowExpression]]));
}

function writeCurl(url: string, lead: Lead): string {
  const body = JSON.stringify(lead, null, 2).replaceAll("'", `'\\''`);
  return [
    `curl '${url}' \\`,
    '  -H "Authorization: Bearer $BIRJA_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -H "Prefer: ${WAIT}" \\`,
    `  -d '${body}'`,
  ].join('\n');
}

function writeJavaScript(url: string, lead: Lead): string {
  return `const lead = ${literal(lead, JAVASCRIPT, 'new Date().toISOString()')};

const response = await fetch(${JSON.stringify(url)}, {
  method: "POST",
  headers: {
    "Authorization": \`Bearer \${process.env.BIRJA_KEY}\`,
    "Content-Type": "application/json",
    "Prefer": "${WAIT}",
  },
  body: JSON.stringify(lead),
});
console.log(response.status, await response.text());
`;
}

function writePython(url: string, lead: Lead): string {
  return `import json, os, urllib.error, urllib.request
from datetime import datetime, timezone

lead = ${literal(lead, PYTHON, 'datetime.now(timezone.utc).isoformat()')}

request = urllib.request.Request(
    ${JSON.stringify(url)},
    data=json.dumps(lead).encode(),
    headers={
        "Authorization": "Bearer " + os.environ["BIRJA_KEY"],
        "Content-Type": "application/json",
        "Prefer": "${WAIT}",
    },
)
try:
    answer = urllib.request.urlopen(request)
except urllib.error.HTTPError as refused:
    answer = refused
print(answer.status, answer.read().decode())
`;
}

function writePhp(url: string, lead: Lead): string {
  return `<?php
$lead = ${literal(lead, PHP, "gmdate('Y-m-d\\TH:i:s\\Z')")};

$request = curl_init('${url}');
curl_setopt_array($request, [
  CURLOPT_POST => true,
  CURLOPT_RETURNTRANSFER => true,
  CURLOPT_HTTPHEADER => [
    'Authorization: Bearer ' . getenv('BIRJA_KEY'),
    'Content-Type: application/json',
    'Prefer: ${WAIT}',
  ],
  CURLOPT_POSTFIELDS => json_encode($lead),
]);
$answer = curl_exec($request);
echo curl_getinfo($request, CURLINFO_RESPONSE_CODE), ' ', $answer, PHP_EOL;
`;
}
