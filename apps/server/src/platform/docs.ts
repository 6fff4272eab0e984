import { anyone } from './policy.ts'
import { handmade, slice } from './route.ts'

type Operation = {
  summary?: string
  tags?: string[]
  security?: Record<string, string[]>[]
  parameters?: { name: string; in: string; required?: boolean; description?: string }[]
  requestBody?: { content: Record<string, { schema: unknown }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>
}
type Description = {
  info: { title: string; version: string; description?: string }
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, unknown> }
}

/**
 * The API's description as a page. Drawn here, without script or style in the page, because the usual viewers need a
 * weaker content security policy than anything else we serve (docs/decisions/api-docs.md).
 */
export function docsRoutes(describe: () => unknown) {
  return slice()
    .get('/api/openapi.json', handmade('get', '/api/openapi.json', anyone), (c) => c.json(describe() as object))
    .get('/api/docs', handmade('get', '/api/docs', anyone), (c) => c.html(drawDocs(describe() as Description)))
    .get('/api/docs.css', handmade('get', '/api/docs.css', anyone), (c) =>
      c.body(STYLE, 200, { 'content-type': 'text/css' }),
    )
}

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)

function drawDocs({ info, paths, components }: Description): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? 'Other'))]
  const sections = tags.map((tag) => {
    const own = operations.filter(({ operation }) => (operation.tags?.[0] ?? 'Other') === tag)
    return `<section><h2 id="${tag}">${escapeHtml(tag)}</h2>${own.map(drawOperation).join('')}</section>`
  })
  const shapes = Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) => `<details id="shape-${name}"><summary>${escapeHtml(name)}</summary>${code(schema)}</details>`,
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(info.title)}</title><link rel="stylesheet" href="/api/docs.css"></head><body><main><h1>${escapeHtml(info.title)}</h1><p>${escapeHtml(info.description ?? '')} <a href="/api/openapi.json">openapi.json</a></p><nav>${tags.map((tag) => `<a href="#${tag}">${escapeHtml(tag)}</a>`).join(' ')}</nav>${sections.join('')}<section><h2>Shapes</h2>${shapes.join('')}</section></main></body></html>`
}

function drawOperation({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const needs = operation.security?.some((one) => 'guest' in one)
    ? 'guest’s cookie'
    : operation.security?.length
      ? 'session cookie'
      : 'nothing'
  const body = operation.requestBody?.content['application/json']?.schema
  const answers = Object.entries(operation.responses).map(([status, answer]) => {
    const schema = answer.content?.['application/json']?.schema
    return `<dt>${status}</dt><dd>${escapeHtml(answer.description)} ${schema ? shape(schema) : ''}</dd>`
  })
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${escapeHtml(path)}</code> <span>${escapeHtml(operation.summary ?? '')}</span></summary><p>Needs ${needs}.</p>${body ? `<h3>Body</h3>${shape(body)}` : ''}<h3>Answers</h3><dl>${answers.join('')}</dl></details>`
}

function shape(schema: unknown): string {
  const ref = (schema as { $ref?: string }).$ref?.split('/').at(-1)
  return ref ? `<a href="#shape-${ref}">${escapeHtml(ref)}</a>` : code(schema)
}

const code = (schema: unknown) => `<pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre>`

const STYLE = `:root{color-scheme:light dark;--paper:#f5f3ee;--surface:#fefdfb;--ink:#1c1a17;--ink-2:#55514a;--line:#e1ddd4}
@media(prefers-color-scheme:dark){:root{--paper:#171614;--surface:#211f1c;--ink:#f2efe8;--ink-2:#bab4a9;--line:#322f2b}}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/20px ui-sans-serif,system-ui,sans-serif}
main{max-width:880px;margin:0 auto;padding:32px 16px 96px}h1{font-size:24px;line-height:32px}h2{margin:40px 0 8px;font-size:18px}
h3{margin:12px 0 4px;font-size:13px;color:var(--ink-2)}a{color:inherit}nav{display:flex;gap:12px;flex-wrap:wrap}
details{border-bottom:1px solid var(--line);padding:10px 0}summary{cursor:pointer}summary b{display:inline-block;min-width:60px;font-weight:600}
summary span{color:var(--ink-2);margin-left:8px}pre{overflow:auto;background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:12px}
dl{display:grid;grid-template-columns:72px minmax(0,1fr);gap:4px 8px;margin:0}dd{margin:0}`
