import type {
  AnswerRequestInput,
  ChangeRequestDto,
  ProofDto,
  SentDto,
  SnapshotDto,
  UpdateVersionInput,
  VersionDto,
} from '@proofroom/contract'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const proofPath = (shop: string, proof: string) => `/api/s/${shop}/proofs/${proof}`

export const proofQuery = (shop: string, proof: string) =>
  queryOptions({
    queryKey: ['s', shop, 'proof', proof],
    queryFn: ({ signal }) => api.get<ProofDto>(proofPath(shop, proof), { signal }),
  })

export const snapshotQuery = (shop: string, proof: string, snapshot: string) =>
  queryOptions({
    queryKey: ['s', shop, 'proof', proof, 'snapshot', snapshot],
    queryFn: ({ signal }) => api.get<SnapshotDto>(`${proofPath(shop, proof)}/snapshots/${snapshot}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** The link, the message and the QR of the newest sent version, to hand over again. */
export const share = (shop: string, proof: string) => api.get<SentDto>(`${proofPath(shop, proof)}/share`)

/** A new proof of an order, with its first draft. */
export const createProof = (shop: string, order: string) =>
  api.post<ProofDto>(`/api/s/${shop}/orders/${order}/proofs`, {})

export const startVersion = (shop: string, proof: string, copyPages: boolean) =>
  api.post<ProofDto>(`${proofPath(shop, proof)}/versions`, { copyPages })
export const updateVersion = (shop: string, proof: string, version: string, input: UpdateVersionInput) =>
  api.patch<VersionDto>(`${proofPath(shop, proof)}/versions/${version}`, input)
export const removePage = (shop: string, proof: string, version: string, page: string) =>
  api.delete<VersionDto>(`${proofPath(shop, proof)}/versions/${version}/pages/${page}`)
export const sendVersion = (shop: string, proof: string, version: string, note: string, key: string) =>
  api.post<SentDto>(`${proofPath(shop, proof)}/versions/${version}/send`, { note }, { key })
export const withdrawVersion = (shop: string, proof: string, version: string) =>
  api.post<VersionDto>(`${proofPath(shop, proof)}/versions/${version}/withdraw`)
export const answerRequest = (shop: string, proof: string, request: string, input: AnswerRequestInput) =>
  api.patch<ChangeRequestDto>(`${proofPath(shop, proof)}/requests/${request}`, input)
