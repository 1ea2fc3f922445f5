import { createHash } from 'node:crypto';

/** The parts of an OpenAPI document that the page shows. */
interface OpenApi {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, unknown> };
}

interface Operation {
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; schema?: { type?: string | string[] } }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { description: string; content?: Record<string, Media> }>;
}

interface Media {
  schema?: { $ref?: string };
}

const style = `
:root { color-scheme: light dark; font: 16px/1.55 system-ui, sans-serif; }
body { max-width: 46rem; margin: 2.5rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.6rem; } h2 { margin-top: 2.5rem; } h3 { margin: 2rem 0 .25rem; font: 600 1rem ui-monospace, monospace; }
h3 b { display: inline-block; min-width: 4.5rem; color: #0a7d55; } a { color: inherit; }
pre { overflow: auto; padding: .75rem 1rem; border: 1px solid #8885; border-radius: .4rem; font-size: .85rem; }
summary { cursor: pointer; } .status { font: .9rem ui-monospace, monospace; } p { margin: .3rem 0; }
@media (prefers-color-scheme: dark) { h3 b { color: #5fd3a4; } }`;

/** The strict policy of all pages lets this page's own style through by its hash. */
export const docsStyleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;

/** A page that reads like a reference, made from the OpenAPI document alone, with no script. */
export function docsPage(api: OpenApi): string {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags ?? ['Other']))];
  const sections = tags.map((tag) => {
    const own = operations.filter(({ operation }) => (operation.tags ?? ['Other']).includes(tag));
    return `<h2>${escape(tag)}</h2>${own.map((entry) => section(entry, api)).join('')}`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(api.info.title)} API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style></head><body>
<p><a href="/">Atelier</a></p><h1>${escape(api.info.title)} API ${escape(api.info.version)}</h1>
<p>${escape(api.info.description ?? '')}</p><p>As a file: <a href="/openapi.json">/openapi.json</a></p>
${sections.join('\n')}</body></html>`;
}

function section(
  { path, method, operation }: { path: string; method: string; operation: Operation },
  api: OpenApi,
): string {
  const parameters = (operation.parameters ?? []).map(
    ({ name, in: place, required, schema }) =>
      `<li><code>${escape(name)}</code> (${escape(place)}${required ? '' : ', optional'}${schema?.type === undefined ? '' : `, ${escape([schema.type].flat().join(' or '))}`})</li>`,
  );
  const answers = Object.entries(operation.responses).map(
    ([status, { description, content }]) =>
      `<details><summary><span class="status">${escape(status)}</span> ${escape(description)}</summary>${schemaOf(content, api)}</details>`,
  );
  const body = operation.requestBody === undefined ? '' : `<p>Body:</p>${schemaOf(operation.requestBody.content, api)}`;
  return `<h3><b>${method}</b> ${escape(path)}</h3><p>${escape(operation.summary ?? '')}</p>
<p>${escape(operation.description ?? '')}</p><ul>${parameters.join('')}</ul>${body}${answers.join('')}`;
}

function schemaOf(content: Record<string, Media> | undefined, api: OpenApi): string {
  const schema = content?.['application/json']?.schema;
  if (schema === undefined) return '';
  const name = schema.$ref?.split('/').at(-1);
  const shown = name === undefined ? schema : api.components?.schemas?.[name];
  return `<pre>${escape(JSON.stringify(shown, null, 2))}</pre>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
