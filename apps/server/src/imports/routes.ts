import {
  DoneDto,
  ImportDto,
  ImportListDto,
  ImportProblemsDto,
  ImportProblemsQuery,
  ReadImportInput,
} from '@proofroom/contract'
import { managers } from '../platform/policy.ts'
import { handmade, route, slice } from '../platform/route.ts'
import { forgetImport, getImport, listImports, readAnew, runImport, stopImport, takeFile } from './imports.ts'
import { getBadLines, getProblems } from './problems.ts'
import { receiveFile } from './receive.ts'

const IMPORTS = '/api/s/{shop}/imports'
const IMPORT = `${IMPORTS}/{import}` as const
const access = managers
const tag = 'Imports'

export function importRoutes() {
  const files = slice()
    .post('/api/s/:shop/imports', handmade('post', IMPORTS, access, 'upload'), async (c) => {
      const { name, bytes } = await receiveFile(c.req.raw)
      return c.json(await takeFile(c.var.ctx, name, bytes), 201)
    })
    .get('/api/s/:shop/imports/:import/problems.csv', handmade('get', `${IMPORT}/problems.csv`, access), async (c) => {
      const { csv, fileName } = await getBadLines(c.var.ctx, c.req.param('import'))
      return c.body(csv, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        'cache-control': 'private, no-store',
      })
    })

  const imports = slice()
    .openapi(
      route({
        method: 'get',
        path: IMPORTS,
        access,
        answer: ImportListDto,
        tag,
        summary: 'Files of orders that were brought',
      }),
      async (c) => c.json(await listImports(c.var.ctx), 200),
    )
    .openapi(
      route({ method: 'get', path: IMPORT, access, answer: ImportDto, tag, summary: 'One of them, and how far it is' }),
      async (c) => c.json(await getImport(c.var.ctx, c.req.valid('param').import), 200),
    )
    .openapi(
      route({
        method: 'patch',
        path: IMPORT,
        access,
        body: ReadImportInput,
        answer: ImportDto,
        tag,
        summary: 'Read it another way; nothing is created',
      }),
      async (c) => c.json(await readAnew(c.var.ctx, c.req.valid('param').import, c.req.valid('json')), 200),
    )
    .openapi(
      route({ method: 'post', path: `${IMPORT}/run`, access, answer: ImportDto, tag, summary: 'Begin it, or go on' }),
      async (c) => c.json(await runImport(c.var.ctx, c.req.valid('param').import), 200),
    )
    .openapi(
      route({ method: 'post', path: `${IMPORT}/stop`, access, answer: ImportDto, tag, summary: 'Stop it where it is' }),
      async (c) => c.json(await stopImport(c.var.ctx, c.req.valid('param').import), 200),
    )
    .openapi(
      route({
        method: 'delete',
        path: IMPORT,
        access,
        answer: DoneDto,
        tag,
        summary: 'Forget the file; its orders stay',
      }),
      async (c) => c.json(await forgetImport(c.var.ctx, c.req.valid('param').import), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: `${IMPORT}/problems`,
        access,
        query: ImportProblemsQuery,
        answer: ImportProblemsDto,
        tag,
        summary: 'What is wrong, by line',
      }),
      async (c) => c.json(await getProblems(c.var.ctx, c.req.valid('param').import, c.req.valid('query').after), 200),
    )
  return slice().route('/', files).route('/', imports)
}
