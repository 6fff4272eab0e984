import type { ImportDto, ImportListDto, ImportProblemsDto, ReadImportInput } from '@proofroom/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ApiProblem, api, newKey, problemOf } from '../api.ts'

const importsPath = (shop: string) => `/api/s/${shop}/imports`
const importPath = (shop: string, id: string) => `${importsPath(shop)}/${id}`
const keyOf = (shop: string, ...more: string[]) => ['s', shop, 'imports', ...more]

/** The stream tells when it moves; this is for when the stream is away. */
const LOOK_AGAIN_MS = 3_000

export const importsQuery = (shop: string) =>
  queryOptions({
    queryKey: keyOf(shop),
    queryFn: ({ signal }) => api.get<ImportListDto>(importsPath(shop), { signal }),
  })

export const importQuery = (shop: string, id: string) =>
  queryOptions({
    queryKey: keyOf(shop, id),
    queryFn: ({ signal }) => api.get<ImportDto>(importPath(shop, id), { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK_AGAIN_MS : false),
  })

export const problemsQuery = (shop: string, id: string) =>
  infiniteQueryOptions({
    queryKey: keyOf(shop, id, 'problems'),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.get<ImportProblemsDto>(`${importPath(shop, id)}/problems${pageParam ? `?after=${pageParam}` : ''}`, {
        signal,
      }),
    getNextPageParam: (page) => page.next,
  })

export const badLinesUrl = (shop: string, id: string) => `${importPath(shop, id)}/problems.csv`

export const readAnew = (shop: string, id: string, input: ReadImportInput) =>
  api.patch<ImportDto>(importPath(shop, id), input)
export const runImport = (shop: string, id: string) => api.post<ImportDto>(`${importPath(shop, id)}/run`)
export const stopImport = (shop: string, id: string) => api.post<ImportDto>(`${importPath(shop, id)}/stop`)
export const forgetImport = (shop: string, id: string) => api.delete<{ done: true }>(importPath(shop, id))

/** The file as the body of one request. */
export async function bringFile(shop: string, file: File): Promise<ImportDto> {
  const response = await fetch(importsPath(shop), {
    method: 'POST',
    headers: {
      'Content-Type': 'text/csv',
      'X-File-Name': encodeURIComponent(file.name),
      'Idempotency-Key': newKey(),
    },
    body: file,
  }).catch(() => {
    throw new ApiProblem(
      { code: 'network', message: 'Proofroom can’t be reached. Check the connection and bring the file again.' },
      0,
    )
  })
  const text = await response.text()
  if (!response.ok) throw problemOf(response.status, text)
  return JSON.parse(text) as ImportDto
}
